"""Models for MLServer: one of texts, one of records with two tensors."""

from mlserver import MLModel
from mlserver.codecs import NumpyCodec, StringCodec
from mlserver.types import InferenceRequest, InferenceResponse, ResponseOutput


class LengthModel(MLModel):
    """The longer a text, up to ten characters, the likelier it is long."""

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        texts = StringCodec.decode_input(payload.inputs[0])
        if "bad" in texts:
            raise ValueError("cannot read bad")
        shares = [min(len(text), 10) / 10 for text in texts]
        data = [number for share in shares for number in (1 - share, share)]
        output = ResponseOutput(name="probabilities", shape=[len(texts), 2], datatype="FP64", data=data)
        return InferenceResponse(model_name=self.name, outputs=[output])


class SumModel(MLModel):
    """The sum of a row's numbers, times its factor."""

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        tensors = {tensor.name: NumpyCodec.decode_input(tensor) for tensor in payload.inputs}
        sums = tensors["row"].sum(axis=1) * tensors["factor"]
        output = ResponseOutput(name="sum", shape=[len(sums), 1], datatype="FP32", data=sums.tolist())
        return InferenceResponse(model_name=self.name, outputs=[output])

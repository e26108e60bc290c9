/**
 * What a pickle may name. Each of these, called with any arguments that are themselves allowed, builds data and does
 * nothing else; that, and not that it is usual, is the condition for standing here.
 */
interface AllowedGroup {
  /** Why they are harmless, and where they are written. */
  readonly reason: string;
  readonly modules: readonly string[];
  readonly names: string;
}

export const ALLOWED_GLOBALS: readonly AllowedGroup[] = [
  {
    reason: "Built-in containers and numbers; protocols before 3 write the module by its Python 2 name.",
    modules: ["builtins", "__builtin__"],
    names:
      "set frozenset list dict tuple int long float complex bool str unicode bytes bytearray slice range xrange object",
  },
  {
    reason: "Containers of the standard library. defaultdict calls its factory, which is a listed global or fails.",
    modules: ["collections"],
    names: "OrderedDict defaultdict Counter deque",
  },
  {
    reason: "How protocols 0 and 1 make an instance: they call __new__ of a class that is itself checked.",
    modules: ["copyreg", "copy_reg"],
    names: "_reconstructor",
  },
  {
    reason: "How Python 3 writes bytes in protocols 0 to 2; checked to be called with latin1 only.",
    modules: ["_codecs", "codecs"],
    names: "encode",
  },
  { reason: "Values of the standard library.", modules: ["datetime"], names: "date datetime time timedelta timezone" },
  { reason: "Values of the standard library.", modules: ["decimal"], names: "Decimal" },
  { reason: "Values of the standard library.", modules: ["fractions"], names: "Fraction" },
  { reason: "Values of the standard library.", modules: ["uuid"], names: "UUID" },
  { reason: "Plain attributes, in training checkpoints.", modules: ["argparse"], names: "Namespace" },
  {
    reason: "Paths as values: making one touches no file.",
    modules: ["pathlib", "pathlib._local"],
    names: "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
  },
  {
    reason:
      "How NumPy writes arrays and scalars (numpy/_core/src/multiarray); numpy.core until 1.26, numpy._core since.",
    modules: ["numpy.core.multiarray", "numpy._core.multiarray"],
    names: "_reconstruct scalar",
  },
  {
    reason: "How NumPy writes arrays in protocol 5.",
    modules: ["numpy.core.numeric", "numpy._core.numeric"],
    names: "_frombuffer",
  },
  {
    reason: "The types of arrays and of their items.",
    modules: ["numpy"],
    names:
      "ndarray dtype bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 " +
      "complex64 complex128 str_ bytes_ datetime64 timedelta64 void",
  },
  {
    reason: "Classes of data types, written since NumPy 1.25.",
    modules: ["numpy.dtypes"],
    names:
      "BoolDType Int8DType Int16DType Int32DType Int64DType UInt8DType UInt16DType UInt32DType UInt64DType " +
      "Float16DType Float32DType Float64DType Complex64DType Complex128DType StrDType BytesDType",
  },
  {
    reason: "States of random generators: each looks its name up in a fixed table.",
    modules: ["numpy.random._pickle"],
    names: "__randomstate_ctor __generator_ctor __bit_generator_ctor",
  },
  {
    reason: "Bit generators, whose constructors take seeds.",
    modules: ["_mt19937", "_pcg64", "_philox", "_sfc64"].map((name) => `numpy.random.${name}`),
    names: "MT19937 PCG64 PCG64DXSM Philox SFC64",
  },
  {
    reason:
      "What bit generators were seeded with; Cython's function checks the layout and makes one (bit_generator.pyx).",
    modules: ["numpy.random.bit_generator"],
    names: "SeedSequence __pyx_unpickle_SeedSequence",
  },
  {
    reason: "How joblib marks an array that follows in the stream; the array is skipped by its stated size.",
    modules: ["joblib.numpy_pickle"],
    names: "NumpyArrayWrapper",
  },
  {
    reason: "What torch.load takes with weights_only=True (torch/_weights_only_unpickler.py).",
    modules: ["torch._utils"],
    names:
      "_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state " +
      "_rebuild_qtensor _rebuild_sparse_tensor _rebuild_meta_tensor_no_storage _rebuild_nested_tensor " +
      "_rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor",
  },
  {
    reason: "Calls a listed rebuild function and sets the type (torch/_tensor.py).",
    modules: ["torch._tensor"],
    names: "_rebuild_from_type_v2",
  },
  {
    reason: "How storages are written by plain pickle; checked to be given bytes that are themselves scanned.",
    modules: ["torch.storage"],
    names: "_load_from_bytes TypedStorage UntypedStorage",
  },
  { reason: "Parameters of a module.", modules: ["torch.nn.parameter"], names: "Parameter Buffer" },
  { reason: "Looks a layout up by name.", modules: ["torch.serialization"], names: "_get_layout" },
  {
    reason: "Tensor types, sizes, devices, data types and quantization schemes.",
    modules: ["torch"],
    names:
      "Tensor Size device dtype layout float32 float float64 double float16 half bfloat16 complex32 complex64 complex128 uint8 uint16 uint32 " +
      "uint64 int8 int16 short int32 int int64 long bool quint8 qint8 qint32 quint4x2 quint2x4 float8_e4m3fn " +
      "float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz per_tensor_affine per_tensor_symmetric per_channel_affine " +
      "per_channel_symmetric per_channel_affine_float_qparams strided sparse_coo",
  },
  {
    reason: "Storages and legacy tensor types, by kind of item.",
    modules: ["torch", "torch.cuda"],
    names: ["Double", "Float", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool"]
      .flatMap((kind) => [`${kind}Storage`, `${kind}Tensor`])
      .concat("ComplexDoubleStorage", "ComplexFloatStorage", "QInt8Storage", "QInt32Storage", "QUInt8Storage")
      .join(" "),
  },
];

/** What a model takes or gives. All texts are untrusted. */
export interface ModelValue {
  readonly name: string | undefined;
  /** In the words of its source: "tensor(float)" of ONNX, "double" of MLflow. */
  readonly type: string;
  /** A number, the name of a size that is free, or null for one of which nothing is said; null where no shape is given. */
  readonly shape: readonly (number | string | null)[] | null;
}

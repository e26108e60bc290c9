/** Something of another tool's file that means nothing here: the case that has it is left out whole, or the file refused. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

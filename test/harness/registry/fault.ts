/** What goes wrong with the next request that fits; each fault hits one request. */
export type Fault = { readonly request: RegExp } & (
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  /** Takes so many bytes of the body, keeps them, and cuts the connection. */
  | { readonly kind: "cut-upload"; readonly after: number }
  /** Sends so many bytes of the answer's body and cuts the connection. */
  | { readonly kind: "cut-download"; readonly after: number }
  /** Does what is asked and cuts the connection instead of answering. */
  | { readonly kind: "lost-answer" }
  /** Forgets every upload before it looks at the request. */
  | { readonly kind: "lost-uploads" }
  /** Does something of the test's own before it looks at the request. */
  | { readonly kind: "meanwhile"; readonly act: () => void }
  | { readonly kind: "hang" }
);

export function takeFault(faults: Fault[], line: string): Fault | null {
  const index = faults.findIndex(({ request }) => request.test(line));
  return index < 0 ? null : (faults.splice(index, 1)[0] ?? null);
}

/** An address without user name and password: what is written here is read by many. What is no URL stays as it is. */
export function publicAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null || (url.username === "" && url.password === "")) return address;
  url.username = "";
  url.password = "";
  return url.href;
}

/** The path below which the server stands on its host, without a slash at its end; empty at the root. */
export const basePath = (
  document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? '/'
).replace(/\/$/, '');

/** The address of a path of the page or the API for whoever does not go through the router. */
export function addressOf(path: string): string {
  return basePath + path;
}

/**
 * A key that makes a repeated creation return the first answer. Not by crypto.randomUUID, which browsers
 * offer to HTTPS and localhost only; a warehouse's server may well be reached by plain HTTP.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const COOKIE = 'csrf_access_token';
const KEPT = 'expediter.csrf';

function cookieValue(name: string): string | null {
  for (const part of document.cookie.split('; ')) {
    const at = part.indexOf('=');
    if (part.slice(0, at) === name) return decodeURIComponent(part.slice(at + 1));
  }
  return null;
}

/**
 * The value that proves a write comes from this page. The cookie goes when the access token expires, but
 * a refresh still needs its value, so the last one seen is kept. It is no secret from scripts of this page.
 */
export function csrfToken(): string | null {
  const value = cookieValue(COOKIE);
  if (value) {
    localStorage.setItem(KEPT, value);
    return value;
  }
  return localStorage.getItem(KEPT);
}

export function forgetCsrfToken(): void {
  localStorage.removeItem(KEPT);
}

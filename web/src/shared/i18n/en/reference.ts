/** The reference of the API at /docs. What the calls do is said by the server's own description. */
export const reference = {
  title: 'API reference',
  version: (version: string) => `Version ${version}`,
  search: 'Search calls by path, word or parameter',
  calls: 'Calls',
  overview: 'Overview',
  noMatches: 'No call has all of these words.',
  noSuchCall: 'There is no such call. Choose one from the list.',
  document: 'openapi.json',
  signInTitle: 'How to sign in',
  signInText:
    'Scripts send an API token with every request. Browsers have the cookies of a session, and send ' +
    'the value of csrf_access_token as X-XSRF-TOKEN with every write.',
  makeToken: 'Make an API token',
  goToSignIn: 'Sign in',
  ways: {
    session: 'session',
    csrf: 'X-XSRF-TOKEN',
    apiToken: 'API token',
  },
  needs: 'Called with',
  or: 'or',
  parameters: 'Parameters',
  fieldFilters: (count: number) => `Filter by a field (${String(count)})`,
  fieldFiltersHint:
    'Each field of the list is a parameter: its values, comma by comma; an empty one is null.',
  body: 'Request body',
  answers: 'Answers',
  required: 'required',
  readOnly: 'set by the server',
  places: { path: 'in the path', query: 'in the query', header: 'header', cookie: 'cookie' },
  fieldsOf: (name: string) => `Fields of ${name}`,
  request: 'Request',
  response: 'Answer',
  example: (title: string) => `${title}, an example`,
  copyLink: 'Copy the link to this call',
  linkCopied: 'The link is copied.',
};

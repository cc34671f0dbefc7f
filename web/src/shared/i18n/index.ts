import { en, type Catalogue } from './en';

/**
 * The texts of the page, in the reader's language. Read `t` when rendering, never while a module loads:
 * another language replaces it before the first render.
 */
export let t: Catalogue = en;
export let language = 'en';

// A further language is a file beside ./en that exports a Catalogue, and a line here.
const catalogues: Record<string, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
};

/** Loads the first of the wanted languages that there is; English is always there. */
export async function loadCatalogue(wanted: readonly string[]): Promise<void> {
  for (const tag of wanted) {
    const base = tag.split('-')[0] ?? tag;
    const load = catalogues[base];
    if (!load) continue;
    t = await load();
    language = base;
    document.documentElement.lang = base;
    return;
  }
}

import { createElement, lazy, useState, type ComponentType } from 'react';

export type Preloadable<Props> = ComponentType<Props> & { preload: () => Promise<unknown> };

/**
 * A component whose script is loaded when it is first shown, or before. Once it is there it shows at once,
 * where `lazy` alone would first show its fallback, and keep that for a third of a second.
 */
export function preloadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Preloadable<Props> {
  let loaded: ComponentType<Props> | null = null;
  const preload = async () => {
    const component = await load();
    loaded = component;
    return component;
  };
  const Waiting = lazy(async () => ({ default: await preload() }));

  function Part(props: Props) {
    // Kept while it stands: what is shown must not be mounted anew when the script has come.
    const [Shown] = useState(() => loaded ?? Waiting);
    return createElement<Props>(Shown as ComponentType<Props>, props);
  }
  return Object.assign(Part, { preload });
}

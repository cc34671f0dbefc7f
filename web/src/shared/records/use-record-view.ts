import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { parseRecordSort, renderRecordSort, type RecordSort } from './record-sort';

/** The parameters of the address that every list of records has. */
const TEXT = 'q';
const SORT = 'sort';
const OPEN = 'open';
/** What `open` says while a record is being made. */
export const NEW_RECORD = 'new';

export interface RecordView {
  text: string;
  sort: RecordSort;
  /** A parameter of this list alone; empty where it is not set. */
  filter: (name: string) => string;
  /** The id of the record that is open over the list, or `new`. */
  open: string | null;
  setText: (text: string) => void;
  setSort: (sort: RecordSort) => void;
  setFilter: (name: string, value: string) => void;
  setOpen: (id: string | null) => void;
  /** Shows everything again. */
  clear: () => void;
}

function parameters(search: string): URLSearchParams {
  return new URLSearchParams(search);
}

/** What a list of records shows, kept in the address: so it survives a reload, and a link shares it. */
export function useRecordView(defaultSort: string): RecordView {
  const [path, navigate] = useLocation();
  const search = useSearch();

  const change = useCallback(
    (values: Record<string, string | null>, replace: boolean) => {
      const next = parameters(search);
      for (const [name, value] of Object.entries(values)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      navigate(text ? `${path}?${text}` : path, { replace });
    },
    [search, path, navigate],
  );

  return useMemo(() => {
    const now = parameters(search);
    return {
      text: now.get(TEXT) ?? '',
      sort: parseRecordSort(now.get(SORT) ?? defaultSort),
      filter: (name) => now.get(name) ?? '',
      open: now.get(OPEN),
      setText: (text) => {
        change({ [TEXT]: text }, true);
      },
      setSort: (sort) => {
        const written = renderRecordSort(sort);
        change({ [SORT]: written === defaultSort ? null : written }, true);
      },
      setFilter: (name, value) => {
        change({ [name]: value }, true);
      },
      setOpen: (id) => {
        change({ [OPEN]: id }, false);
      },
      clear: () => {
        navigate(path, { replace: true });
      },
    };
  }, [search, defaultSort, change, navigate, path]);
}

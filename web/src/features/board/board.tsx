import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { STATUSES, type Status, type TicketRow } from '@/shared/api/types';
import { t } from '@/shared/i18n';
import { useMay } from '@/shared/session/profile';
import { ConflictDialog } from '@/shared/tickets/conflict-dialog';
import { DragArea } from '@/shared/tickets/drag-area';
import { summaryQuery } from '@/shared/tickets/ticket-queries';
import { useApiQuery } from '@/shared/tickets/use-view';
import { keepsStatus } from '@/shared/tickets/view-parts';
import { withoutField, type ViewQuery } from '@/shared/tickets/view-query';
import { useLatest } from '@/shared/ui/use-latest';
import { CardFace, INSTRUCTIONS_ID } from './board-card';
import { BoardColumn, type ColumnHandle } from './board-column';
import { statusBeside, withStatus } from './board-view';
import styles from './board.module.css';
import { FoldedColumn } from './folded-column';
import { useBoardCommands } from './use-board-commands';
import { focusedPlace, focusWithin, placeOf, useBoardKeys } from './use-board-keys';
import { useBoardMoves } from './use-board-moves';

export interface BoardProps {
  view: ViewQuery;
  onView: (view: ViewQuery) => void;
  /** The ticket open beside the board. */
  openId: string | null;
  onOpen: (id: string | null, options?: { replace?: boolean }) => void;
  /** Receives the ways to the tickets before and after, for whoever shows the open one. */
  onStep: (step: { next: () => void; previous: () => void }) => void;
}

/** How many tickets each status has, whether the view keeps it or not. */
function useStatusCounts(view: ViewQuery): ReadonlyMap<string, number> {
  const query = useApiQuery(withoutField(view, 'Status'));
  const { data } = useQuery(summaryQuery(query, ['Status']));
  return new Map(data?.counts['Status']?.map(({ value, count }) => [String(value), count]));
}

/** The state of the board and all that can be done to it. */
function useBoard({ view, openId, onOpen, onStep }: BoardProps) {
  const [columns] = useState(() => new Map<Status, ColumnHandle>());
  const mayEdit = useMay('Issue Tracker', 'Edit');
  const [choosingId, setChoosingId] = useState<string | null>(null);
  const followed = useRef<string | null>(null);
  const moves = useBoardMoves(view, (row, index) => {
    if (followed.current !== row.id) return;
    followed.current = null;
    if (index !== null) columns.get(row.Status)?.focusAt(index);
  });
  /** The focus goes along with a card that is moved by keys. */
  const move = (row: TicketRow, to: Status, follow: boolean) => {
    if (to === row.Status) return;
    if (follow) followed.current = row.id;
    moves.save(row, { Status: to });
  };
  const keys = useBoardKeys({
    columns: () => columns,
    mayEdit,
    onMove: (row, to) => {
      move(row, to, true);
    },
  });

  const step = (by: number) => {
    const place = openId ? placeOf(columns, openId) : focusedPlace(columns);
    if (!place) return;
    const next = columns.get(place.status)?.rowAt(place.index + by);
    if (openId && next) onOpen(next.id, { replace: true });
    focusWithin(columns, place, place.index + by);
  };
  useBoardCommands(
    {
      shift: (by) => {
        const place = focusedPlace(columns);
        if (place) move(place.row, statusBeside(place.status, by), true);
      },
      step,
      chooseStatus: () => {
        setChoosingId(focusedPlace(columns)?.row.id ?? openId);
      },
      leave: () => {
        onOpen(null);
      },
    },
    mayEdit,
  );
  const latest = useLatest(step);
  useEffect(() => {
    onStep({
      next: () => {
        latest()(1);
      },
      previous: () => {
        latest()(-1);
      },
    });
  }, [onStep, latest]);
  return { columns, mayEdit, choosingId, setChoosingId, moves, move, keys };
}

type BoardState = ReturnType<typeof useBoard>;

function Columns({
  board,
  dragging,
  ...props
}: BoardProps & { board: BoardState; dragging: boolean }) {
  const { columns, keys } = board;
  const counts = useStatusCounts(props.view);
  return STATUSES.map((status) => {
    const aimedAt = keys.picked?.to === status && keys.picked.row.Status !== status;
    if (!keepsStatus(props.view, status)) {
      return (
        <FoldedColumn
          key={status}
          status={status}
          count={counts.get(status) ?? (counts.size > 0 ? 0 : undefined)}
          aimedAt={aimedAt}
          dragging={dragging}
          onOpen={() => {
            props.onView(withStatus(props.view, status));
          }}
        />
      );
    }
    return (
      <BoardColumn
        key={status}
        ref={(handle) => {
          if (handle) columns.set(status, handle);
          else columns.delete(status);
        }}
        view={props.view}
        status={status}
        mayEdit={board.mayEdit}
        aimedAt={aimedAt}
        dragging={dragging}
        cards={{
          openId: props.openId,
          liftedId: keys.picked?.row.id ?? null,
          choosingId: board.choosingId,
        }}
        onChoosing={(row) => {
          board.setChoosingId(row?.id ?? null);
        }}
        onOpen={(row) => {
          props.onOpen(row.id);
        }}
        onStatus={(row, to) => {
          board.move(row, to, true);
        }}
      />
    );
  });
}

/** Tickets as cards, one column for each status; a card is moved by pointer, finger or keys. */
export function Board(props: BoardProps) {
  const board = useBoard(props);
  const { keys, moves, mayEdit } = board;
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) keys.leave();
  };
  return (
    <>
      <DragArea
        enabled={mayEdit}
        onDrop={(row, status) => {
          board.move(row, status as Status, false);
        }}
        face={(row) => (
          <div className={styles.dragged}>
            <CardFace row={row} />
          </div>
        )}
      >
        {(dragging) => (
          // The cards have the focus; their keys are heard here.
          // eslint-disable-next-line jsx-a11y/no-static-element-interactions
          <div className={styles.board} onKeyDown={keys.onKeyDown} onBlur={onBlur}>
            <Columns {...props} board={board} dragging={dragging} />
          </div>
        )}
      </DragArea>
      <p id={INSTRUCTIONS_ID} hidden>
        {mayEdit ? t.board.instructions : t.board.instructionsReadOnly}
      </p>
      <p className="visually-hidden" role="status">
        {keys.said}
      </p>
      {moves.conflict && (
        <ConflictDialog
          conflict={moves.conflict}
          onResolve={moves.resolve}
          onClose={moves.dismissConflict}
        />
      )}
    </>
  );
}

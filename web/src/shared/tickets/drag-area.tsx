import {
  DndContext,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useState, type ReactNode } from 'react';
import type { TicketRow } from '../api/types';

interface DragAreaProps {
  /** Who may not change tickets cannot drag them. */
  enabled: boolean;
  /** A ticket was let go over a place; places are told apart by their id. */
  onDrop: (row: TicketRow, place: string) => void;
  /** What is under the pointer meanwhile. */
  face: (row: TicketRow) => ReactNode;
  children: (dragging: boolean) => ReactNode;
}

function useDragSensors(enabled: boolean) {
  const mouse = useSensor(MouseSensor, { activationConstraint: { distance: 5 } });
  // A finger first scrolls; held still, it takes the ticket.
  const touch = useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 6 } });
  const sensors = useSensors(mouse, touch);
  return enabled ? sensors : [];
}

/** Tickets are dragged in here by mouse or finger. For the keyboard, each page has ways of its own. */
export function DragArea({ enabled, onDrop, face, children }: DragAreaProps) {
  const [dragged, setDragged] = useState<TicketRow | null>(null);
  return (
    <DndContext
      sensors={useDragSensors(enabled)}
      collisionDetection={pointerWithin}
      accessibility={{ screenReaderInstructions: { draggable: '' } }}
      onDragStart={({ active }) => {
        setDragged((active.data.current as { row: TicketRow }).row);
      }}
      onDragEnd={({ over }) => {
        setDragged(null);
        if (dragged && over) onDrop(dragged, String(over.id));
      }}
      onDragCancel={() => {
        setDragged(null);
      }}
    >
      {children(dragged !== null)}
      <DragOverlay dropAnimation={null}>{dragged && face(dragged)}</DragOverlay>
    </DndContext>
  );
}

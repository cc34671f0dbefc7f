export function TicketPage() {
  return <p />;
}

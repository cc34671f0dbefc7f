import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Dialog } from './dialog';
import { useFocusOnMount } from './use-focus-on-mount';

function Field() {
  const [first] = useFocusOnMount<HTMLInputElement>();
  return <input ref={first} aria-label="Name" />;
}

function Page() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpen(true);
        }}
      >
        Open
      </button>
      {open && (
        <Dialog
          title="A dialog"
          onClose={() => {
            setOpen(false);
          }}
        >
          <Field />
        </Dialog>
      )}
    </>
  );
}

it('gives the focus back to what opened it, though a field inside took it at once', async () => {
  const user = userEvent.setup();
  const page = render(<Page />);
  await user.click(page.getByRole('button', { name: 'Open' }));
  expect(document.activeElement).toBe(page.getByLabelText('Name'));
  await user.keyboard('{Escape}');
  await new Promise((resolve) => setTimeout(resolve));
  expect(document.activeElement).toBe(page.getByRole('button', { name: 'Open' }));
});

import { JANE, PRIYA } from '../support/people';
import { choose, fact, openTicket, toast } from '../support/screens';
import { expect, test } from '../support/test';

test('a note is previewed and added, and stands in the timeline', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Wants a note' });
  await openTicket(page, ticket.id, ticket.Title);
  const activity = page.getByRole('region', { name: 'Activity' });
  await activity.getByRole('textbox', { name: 'Add a note' }).fill('- first\n- second');
  await activity.getByRole('button', { name: 'Preview' }).click();
  await expect(activity.getByRole('listitem').filter({ hasText: /^second$/ })).toBeVisible();
  await activity.getByRole('button', { name: 'Add note' }).click();
  const note = activity.getByRole('article', { name: 'Note by Jane Doe' });
  await expect(note.getByRole('listitem')).toHaveText(['first', 'second']);
  expect((await desk.ticket(ticket.id)).Notes).toHaveLength(1);
});

test('"@" completes people in a note', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Mention somebody' });
  await openTicket(page, ticket.id, ticket.Title);
  const area = page.getByRole('textbox', { name: 'Add a note' });
  await area.pressSequentially('Please look, @pri');
  await expect(page.getByRole('option', { name: PRIYA.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(area).toHaveValue(new RegExp(`Please look, @?${PRIYA.email}`));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('article').getByRole('link', { name: PRIYA.name })).toBeVisible();
});

test('one changes and deletes notes of one’s own, and not those of others', async ({
  page,
  desk,
  open,
}) => {
  const ticket = await desk.create({ Title: 'Notes change' });
  await desk.addNote(ticket.id, 'As first written');
  await openTicket(page, ticket.id, ticket.Title);
  const note = page.getByRole('article', { name: 'Note by Jane Doe' });
  await note.getByRole('button', { name: 'Edit the note' }).click();
  await note.getByRole('textbox', { name: 'Edit the note' }).fill('As written later');
  await note.getByRole('button', { name: 'Save note' }).click();
  await expect(note).toContainText('As written later');

  const other = await open(PRIYA);
  await openTicket(other, ticket.id, ticket.Title);
  await expect(other.getByRole('article', { name: 'Note by Jane Doe' })).toContainText(
    'As written later',
  );
  await expect(other.getByRole('button', { name: 'Edit the note' })).toBeHidden();
  await expect(other.getByRole('button', { name: 'Delete the note' })).toBeHidden();

  await note.getByRole('button', { name: 'Delete the note' }).click();
  await expect(note).toBeHidden();
  await toast(page, 'The note is deleted.').getByRole('button', { name: 'Undo' }).click();
  await expect(note).toContainText('As written later');
});

test('notes, history and changes stand in one timeline, oldest first', async ({ page, desk }) => {
  const ticket = await desk.create({ Title: 'Long story', Priority: 'Low' });
  await desk.addNote(ticket.id, 'A word in between');
  await desk.change(ticket.id, { Priority: 'Critical' });
  await openTicket(page, ticket.id, ticket.Title);
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity).toContainText('changed Priority from Low to Critical');
  await expect(activity).toContainText('A word in between');
  const text = (await activity.textContent()) ?? '';
  const at = ['created the ticket', 'A word in between', 'changed Priority'].map((part) =>
    text.indexOf(part),
  );
  expect(Math.min(...at)).toBeGreaterThan(-1);
  await choose(page, fact(page, 'Status'), 'Resolved');
  await expect(activity).toContainText('changed Status from Open to Resolved');
});

test('a changed description can be compared in the timeline', async ({ page, desk }) => {
  const ticket = await desk.create({
    Title: 'Compare',
    Description: 'The first words,\non two lines',
  });
  await desk.change(ticket.id, { Description: 'The second words,\non two lines' });
  await openTicket(page, ticket.id, ticket.Title);
  const activity = page.getByRole('region', { name: 'Activity' });
  await activity.getByText('changed the Description').click();
  await expect(activity.getByText('The first words')).toBeVisible();
  await expect(activity.getByText('The second words')).toBeVisible();
});

test('a note half written stays when one looks at another ticket', async ({ page, desk }) => {
  const [a, b] = [await desk.create({ Title: 'First' }), await desk.create({ Title: 'Second' })];
  await openTicket(page, a.id, a.Title);
  await page.getByRole('textbox', { name: 'Add a note' }).fill('Half a thou');
  await openTicket(page, b.id, b.Title);
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue('');
  await openTicket(page, a.id, a.Title);
  await expect(page.getByRole('textbox', { name: 'Add a note' })).toHaveValue('Half a thou');
  expect((await desk.ticket(a.id)).Notes).toEqual([]);
  expect((await desk.ticket(a.id))['Reporter Email']).toBe(JANE.email);
});

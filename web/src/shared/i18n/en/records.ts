/** Lists of records in general, forms, and secrets that are shown once. */
export const records = {
  records: {
    one: '1 in all',
    count: (count: string) => `${count} in all`,
    actions: 'Actions',
    actionsFor: (name: string) => `Actions for ${name}`,
    noMatchText: 'Try fewer or other words, or show everything.',
    showAll: 'Show all',
    done: 'Done',
    saved: (name: string) => `${name} is saved.`,
    optional: 'Optional.',
  },

  secret: {
    copy: 'Copy',
    byHand: 'Your browser does not let this page copy. It is selected: press Ctrl+C.',
    once: 'It is shown only now. Whoever closes this without copying needs a new one.',
  },

  privileges: {
    areas: {
      'Issue Tracker': 'Tickets',
      Procurement: 'Purchase orders',
      Users: 'Users and roles',
    },
    accesses: { None: 'No access', View: 'View', Edit: 'Edit' },
    inArea: (area: string, access: string) => `${area}: ${access}`,
    everything: 'Everything',
    nothing: 'No access',
    notYours: 'You cannot give more than you have yourself.',
  },
};

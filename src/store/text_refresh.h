#pragma once
// Old texts as the door would let them in today.

#include "sql/connection.h"

namespace expediter::store {

// Brings texts along that were stored by other rules than this program's: into NFC, without what fields of
// one line do not keep, folded names folded anew, each subscriber once. One transaction; a second time it
// does nothing. Logs what was changed, by table and field. Where two texts would become one that must be
// unique, both stay as they are, and the log names them. History and the audit log stay as they were
// written. Whether it did anything.
bool refresh_texts(sql::Connection& connection);

}  // namespace expediter::store

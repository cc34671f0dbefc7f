#pragma once
// The commands of the program; each is defined in a file of its name in src/app/commands/.

#include "app/command.h"

namespace expediter::app {

Command serve_command();
Command migrate_command();
Command restore_command();
Command check_command();
Command backup_command();
Command load_command();
Command import_purchase_orders_command();
Command user_add_command();
Command user_list_command();
Command user_passwd_command();
Command user_deactivate_command();
Command user_reset_2fa_command();
Command token_create_command();
Command token_list_command();
Command token_revoke_command();
Command keys_rotate_command();
Command audit_verify_command();
Command version_command();

}  // namespace expediter::app

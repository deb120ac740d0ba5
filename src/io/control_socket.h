// The socket at which a session can be steered: a file in the user's runtime directory.
#ifndef IO_CONTROL_SOCKET_H
#define IO_CONTROL_SOCKET_H

#include "base/status.h"
#include "text/out.h"

#include <stddef.h>

enum { SOCKET_PATH_BYTES = 108 }; ///< Of sockaddr_un on Linux, and no less elsewhere by much.

/// A socket that is listened to.
typedef struct {
    int fd; ///< -1 = none.
    char path[SOCKET_PATH_BYTES];
    int is_first; ///< 0: another session has the usual name, so this one got the next.
    unsigned long device, inode; ///< Of the file, so that only this one is removed.
} ControlSocket;

/// Listens at `name` (NULL: lull.sock, or when a session has that, lull-2.sock and so on), mode
/// 0600. A name without '/' stands in $XDG_RUNTIME_DIR, else in /run/user/UID. What a session that
/// died has left there is replaced. STATUS_USAGE when it cannot be done; for NULL also STATUS_OK
/// with fd -1, where there is no such directory.
Status control_socket_listen(const char *name, ControlSocket *listening, Error *error);

/// Closes it and removes the file.
void control_socket_close(ControlSocket *listening);

/// Connects to a session, by name as above. STATUS_NO_SESSION when none listens there.
Status control_socket_connect(const char *name, int *fd, Error *error);

/// Sends one line, without its newline, and gives what comes back, "ok" left out (see
/// desk_order()). STATUS_USAGE with the session's words when it refused; STATUS_NO_SESSION when it
/// went away, or says nothing for some seconds.
Status control_socket_ask(int fd, const char *line, const Out *answer, Error *error);

#endif

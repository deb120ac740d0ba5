// The port for lines of words: standard input when it is a pipe, and the socket.
#ifndef IO_LINE_PORT_H
#define IO_LINE_PORT_H

#include "io/control_socket.h"
#include "io/port.h"

/// Whether standard input is a pipe or a socket, so that somebody means to send words by it. A file
/// or a terminal is left alone: it may be meant for whoever started us.
int line_port_has_input(void);

/// Listens to standard input if `reads_input`, and at the socket, whose descriptor it takes over
/// (fd -1 = none). On standard input what is wrong is told to the person who listens, the state and
/// help go to standard output, and its end ends nothing. NULL when out of memory.
Port *line_port_open(int reads_input, const ControlSocket *listening, Error *error);

#endif

#include "app/commands.h"
#include "app/say.h"
#include "text/instrument_list.h"

int cmd_instruments(const CliOptions *options, Error *error)
{
    const Out out = say_stdout();
    (options->json ? instrument_list_json : instrument_list_write)(&out);
    return (int)say_flush(error);
}

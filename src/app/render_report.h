// A render job that also tells of its piece in an HTML page.
#ifndef APP_RENDER_REPORT_H
#define APP_RENDER_REPORT_H

#include "app/render_job.h"

/// Runs a job that has a report. The page appears last, and only when all other files have.
Status render_report(const RenderJob *job, RenderResult *result, Error *error);

#endif

#include <libxml/xmlversion.h>
/* Where libxml2 converts encodings by ICU, its headers bring in ICU's, which are others than Foundation's.
   Only private fields depend on them; no converter is used here. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

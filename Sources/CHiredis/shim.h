#include <stdlib.h>
#include <string.h>
#include <hiredis/hiredis.h>

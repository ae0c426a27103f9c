#include "CPackets.h"

#pragma once

/// A library to be preloaded (ld.so(8), LD_PRELOAD) into a program of the lab whose clock is to be
/// wrong: the time of day is changed by LAB_CLOCK_OFFSET seconds, and nothing else.
///
/// Linux gives every namespace the machine's time of day. libfaketime changes that too, but its
/// release 0.9.10 also shifts absolute timers of the monotonic clock (timerfd_settime(2) with
/// TFD_TIMER_ABSTIME), on which every deadline of a Swift program hangs.

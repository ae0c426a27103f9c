#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/// The parts of the socket interface that Swift's Glibc overlay lacks: macros over control
/// messages, the error queue, extended TCP statistics and netlink dumps. Nothing here blocks,
/// except `csockets_netlink_dump`, which waits for the kernel alone and at most a second.
/// Functions that can fail return 0 or an errno, unless said otherwise.

/// An address with its port, in the form that the functions below take and give.
struct csockets_endpoint {
    int family;            ///< AF_INET or AF_INET6; 0 for none
    uint8_t address[16];   ///< network byte order; 4 bytes for AF_INET
    uint16_t port;         ///< host byte order
    uint32_t scope;        ///< interface index of a scoped IPv6 address
};

/// One entry of a socket's error queue (struct sock_extended_err).
struct csockets_error {
    int error;
    uint8_t origin;        ///< 1 local, 2 ICMP, 3 ICMPv6
    uint8_t type;
    uint8_t code;
    uint32_t info;
    struct csockets_endpoint offender;
};

/// The fields of TCP_INFO that the probes read; zero where the kernel does not say.
struct csockets_tcp_info {
    uint8_t state, retransmits, backoff;
    uint32_t rto, rtt, rttvar, min_rtt, pmtu, snd_mss, snd_cwnd, unacked, total_retrans;
    uint32_t rcv_ooopack;
    uint64_t delivery_rate, bytes_acked, bytes_received, bytes_retrans;
};

/// Opens a non-blocking close-on-exec socket; returns the descriptor or a negated errno.
int csockets_open(int family, int type);
int csockets_connect(int descriptor, const struct csockets_endpoint *endpoint);
int csockets_bind(int descriptor, const struct csockets_endpoint *endpoint);
/// Binds to an address and listens; for the tests.
int csockets_listen(int descriptor, int backlog);
int csockets_local_endpoint(int descriptor, struct csockets_endpoint *endpoint);
int csockets_peer_endpoint(int descriptor, struct csockets_endpoint *endpoint);
/// Reads and clears SO_ERROR.
int csockets_pending_error(int descriptor);
int csockets_set_time_to_live(int descriptor, int family, int hops);
/// Switches the error queue on or off (IP_RECVERR); no effect outside Linux.
int csockets_set_error_queue(int descriptor, int family, int enabled);
/// Takes one entry from the error queue: 1 when there was one, 0 when there was none.
int csockets_take_error(int descriptor, struct csockets_error *error);
/// Sends through this interface only; EPERM where the kernel wants privileges.
int csockets_bind_to_interface(int descriptor, int family, const char *name);
/// Makes close send a reset at once.
int csockets_set_abortive_close(int descriptor);
/// Bytes written and not yet acknowledged (SIOCOUTQ), or a negated errno.
int64_t csockets_unacknowledged_bytes(int descriptor);
int csockets_tcp_statistics(int descriptor, struct csockets_tcp_info *info);
/// Sends without SIGPIPE; returns the bytes taken or a negated errno.
int64_t csockets_send(int descriptor, const void *bytes, size_t count);
/// Receives; returns the bytes given, 0 at the end of a stream, or a negated errno.
int64_t csockets_receive(int descriptor, void *bytes, size_t count, int peek);
/// Converts a sockaddr; family 0 for families other than AF_INET and AF_INET6.
struct csockets_endpoint csockets_endpoint_from(const struct sockaddr *address);

/// The kinds of netlink dump.
enum csockets_dump {
    CSOCKETS_DUMP_LINKS = 18,
    CSOCKETS_DUMP_ADDRESSES = 22,
    CSOCKETS_DUMP_ROUTES = 26,
    CSOCKETS_DUMP_NEIGHBOURS = 30,
};

/// Gathers all messages of a netlink dump in one allocation, to be freed by the caller.
int csockets_netlink_dump(int kind, uint8_t **bytes, size_t *count);

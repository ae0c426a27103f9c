#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/errqueue.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#else
#include <netinet/tcp.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

static int result(int value) { return value < 0 ? errno : 0; }

static socklen_t to_sockaddr(const struct csockets_endpoint *endpoint,
                             struct sockaddr_storage *storage) {
    memset(storage, 0, sizeof *storage);
    if (endpoint->family == AF_INET) {
        struct sockaddr_in *address = (struct sockaddr_in *)storage;
        address->sin_family = AF_INET;
        address->sin_port = htons(endpoint->port);
        memcpy(&address->sin_addr, endpoint->address, 4);
        return sizeof *address;
    }
    struct sockaddr_in6 *address = (struct sockaddr_in6 *)storage;
    address->sin6_family = AF_INET6;
    address->sin6_port = htons(endpoint->port);
    address->sin6_scope_id = endpoint->scope;
    memcpy(&address->sin6_addr, endpoint->address, 16);
    return sizeof *address;
}

struct csockets_endpoint csockets_endpoint_from(const struct sockaddr *address) {
    struct csockets_endpoint endpoint;
    memset(&endpoint, 0, sizeof endpoint);
    if (address->sa_family == AF_INET) {
        struct sockaddr_in copy;
        memcpy(&copy, address, sizeof copy);
        endpoint.family = AF_INET;
        endpoint.port = ntohs(copy.sin_port);
        memcpy(endpoint.address, &copy.sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 copy;
        memcpy(&copy, address, sizeof copy);
        endpoint.family = AF_INET6;
        endpoint.port = ntohs(copy.sin6_port);
        endpoint.scope = copy.sin6_scope_id;
        memcpy(endpoint.address, &copy.sin6_addr, 16);
    }
    return endpoint;
}

int csockets_open(int family, int type) {
    int descriptor = socket(family, type, 0);
    if (descriptor < 0) return -errno;
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0
        || fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
#ifdef SO_NOSIGPIPE
    int on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return descriptor;
}

int csockets_connect(int descriptor, const struct csockets_endpoint *endpoint) {
    struct sockaddr_storage storage;
    socklen_t length = to_sockaddr(endpoint, &storage);
    return result(connect(descriptor, (struct sockaddr *)&storage, length));
}

int csockets_bind(int descriptor, const struct csockets_endpoint *endpoint) {
    struct sockaddr_storage storage;
    socklen_t length = to_sockaddr(endpoint, &storage);
    return result(bind(descriptor, (struct sockaddr *)&storage, length));
}

int csockets_listen(int descriptor, int backlog) { return result(listen(descriptor, backlog)); }

int csockets_local_endpoint(int descriptor, struct csockets_endpoint *endpoint) {
    struct sockaddr_storage storage;
    socklen_t length = sizeof storage;
    if (getsockname(descriptor, (struct sockaddr *)&storage, &length) < 0) return errno;
    *endpoint = csockets_endpoint_from((struct sockaddr *)&storage);
    return 0;
}

int csockets_peer_endpoint(int descriptor, struct csockets_endpoint *endpoint) {
    struct sockaddr_storage storage;
    socklen_t length = sizeof storage;
    if (getpeername(descriptor, (struct sockaddr *)&storage, &length) < 0) return errno;
    *endpoint = csockets_endpoint_from((struct sockaddr *)&storage);
    return 0;
}

int csockets_pending_error(int descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return errno;
    return error;
}

int csockets_set_time_to_live(int descriptor, int family, int hops) {
    if (family == AF_INET)
        return result(setsockopt(descriptor, IPPROTO_IP, IP_TTL, &hops, sizeof hops));
    return result(
        setsockopt(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &hops, sizeof hops));
}

int csockets_set_error_queue(int descriptor, int family, int enabled) {
#ifdef __linux__
    if (family == AF_INET)
        return result(setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &enabled, sizeof enabled));
    return result(
        setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &enabled, sizeof enabled));
#else
    (void)descriptor, (void)family, (void)enabled;
    return 0;
#endif
}

int csockets_take_error(int descriptor, struct csockets_error *error) {
    memset(error, 0, sizeof *error);
#ifdef __linux__
    char payload[2048];
    union {
        char bytes[512];
        struct cmsghdr alignment;
    } control;
    struct sockaddr_storage name;
    struct iovec vector = {payload, sizeof payload};
    struct msghdr message = {0};
    message.msg_name = &name;
    message.msg_namelen = sizeof name;
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    if (recvmsg(descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header;
         header = CMSG_NXTHDR(&message, header)) {
        int is_error = (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR)
            || (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR);
        if (!is_error || header->cmsg_len < CMSG_LEN(sizeof(struct sock_extended_err))) continue;
        struct sock_extended_err extended;
        memcpy(&extended, CMSG_DATA(header), sizeof extended);
        error->error = (int)extended.ee_errno;
        error->origin = extended.ee_origin;
        error->type = extended.ee_type;
        error->code = extended.ee_code;
        error->info = extended.ee_info;
        size_t rest = header->cmsg_len - CMSG_LEN(sizeof extended);
        struct sockaddr_storage offender;
        memset(&offender, 0, sizeof offender);
        if (rest > sizeof offender) rest = sizeof offender;
        memcpy(&offender, (const char *)CMSG_DATA(header) + sizeof extended, rest);
        error->offender = csockets_endpoint_from((struct sockaddr *)&offender);
    }
    return 1;
#else
    (void)descriptor;
    return 0;
#endif
}

int csockets_bind_to_interface(int descriptor, int family, const char *name) {
#ifdef __linux__
    (void)family;
    return result(setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, name,
                             (socklen_t)strlen(name) + 1));
#else
    unsigned int index = if_nametoindex(name);
    if (index == 0) return ENODEV;
    if (family == AF_INET)
        return result(setsockopt(descriptor, IPPROTO_IP, IP_BOUND_IF, &index, sizeof index));
    return result(setsockopt(descriptor, IPPROTO_IPV6, IPV6_BOUND_IF, &index, sizeof index));
#endif
}

int csockets_set_abortive_close(int descriptor) {
    struct linger linger = {1, 0};
    return result(setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, sizeof linger));
}

int64_t csockets_unacknowledged_bytes(int descriptor) {
    int count = 0;
#ifdef __linux__
    if (ioctl(descriptor, SIOCOUTQ, &count) < 0) return -errno;
#else
    socklen_t length = sizeof count;
    if (getsockopt(descriptor, SOL_SOCKET, SO_NWRITE, &count, &length) < 0) return -errno;
#endif
    return count;
}

int csockets_tcp_statistics(int descriptor, struct csockets_tcp_info *info) {
    memset(info, 0, sizeof *info);
#ifdef __linux__
    struct tcp_info raw;
    memset(&raw, 0, sizeof raw);
    socklen_t length = sizeof raw;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &raw, &length) < 0) return errno;
    info->state = raw.tcpi_state;
    info->retransmits = raw.tcpi_retransmits;
    info->backoff = raw.tcpi_backoff;
    info->rto = raw.tcpi_rto;
    info->rtt = raw.tcpi_rtt;
    info->rttvar = raw.tcpi_rttvar;
    info->min_rtt = raw.tcpi_min_rtt;
    info->pmtu = raw.tcpi_pmtu;
    info->snd_mss = raw.tcpi_snd_mss;
    info->snd_cwnd = raw.tcpi_snd_cwnd;
    info->unacked = raw.tcpi_unacked;
    info->total_retrans = raw.tcpi_total_retrans;
    info->rcv_ooopack = raw.tcpi_rcv_ooopack;
    info->delivery_rate = raw.tcpi_delivery_rate;
    info->bytes_acked = raw.tcpi_bytes_acked;
    info->bytes_received = raw.tcpi_bytes_received;
    info->bytes_retrans = raw.tcpi_bytes_retrans;
#else
    struct tcp_connection_info raw;
    memset(&raw, 0, sizeof raw);
    socklen_t length = sizeof raw;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_CONNECTION_INFO, &raw, &length) < 0)
        return errno;
    info->state = raw.tcpi_state;
    info->rto = raw.tcpi_rto * 1000;
    info->rtt = raw.tcpi_srtt * 1000;
    info->rttvar = raw.tcpi_rttvar * 1000;
    info->snd_mss = raw.tcpi_maxseg;
    info->snd_cwnd = raw.tcpi_maxseg ? raw.tcpi_snd_cwnd / raw.tcpi_maxseg : 0;
    info->total_retrans = (uint32_t)raw.tcpi_txretransmitpackets;
    info->bytes_received = raw.tcpi_rxbytes;
    info->bytes_retrans = raw.tcpi_txretransmitbytes;
#endif
    return 0;
}

int64_t csockets_send(int descriptor, const void *bytes, size_t count) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent < 0 ? -errno : sent;
}

int64_t csockets_receive(int descriptor, void *bytes, size_t count, int peek) {
    ssize_t received = recv(descriptor, bytes, count, MSG_DONTWAIT | (peek ? MSG_PEEK : 0));
    return received < 0 ? -errno : received;
}

#ifdef __linux__
/// Whether the dump is finished; `error` is set to the errno that the kernel answered.
static int dump_ended(const uint8_t *bytes, size_t count, uint32_t sequence, int *error) {
    while (count >= sizeof(struct nlmsghdr)) {
        struct nlmsghdr header;
        memcpy(&header, bytes, sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > count) {
            *error = EPROTO;
            return 1;
        }
        if (header.nlmsg_seq == sequence) {
            if (header.nlmsg_type == NLMSG_DONE) return 1;
            if (header.nlmsg_type == NLMSG_ERROR) {
                struct nlmsgerr answer;
                memset(&answer, 0, sizeof answer);
                if (header.nlmsg_len >= sizeof header + sizeof answer.error)
                    memcpy(&answer.error, bytes + sizeof header, sizeof answer.error);
                *error = answer.error ? -answer.error : EPROTO;
                return 1;
            }
        }
        size_t step = NLMSG_ALIGN(header.nlmsg_len);
        if (step >= count) return 0;
        bytes += step;
        count -= step;
    }
    return 0;
}
#endif

int csockets_netlink_dump(int kind, uint8_t **bytes, size_t *count) {
    *bytes = NULL;
    *count = 0;
#ifdef __linux__
    enum { chunk = 65536, largest = 16 << 20 };
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (descriptor < 0) return errno;
    struct timeval limit = {1, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    struct {
        struct nlmsghdr header;
        struct rtgenmsg body;
    } request;
    memset(&request, 0, sizeof request);
    request.header.nlmsg_len = NLMSG_LENGTH(sizeof request.body);
    request.header.nlmsg_type = (uint16_t)kind;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.header.nlmsg_seq = 1;
    request.body.rtgen_family = AF_UNSPEC;
    int error = 0;
    if (send(descriptor, &request, sizeof request, 0) < 0) error = errno;
    uint8_t *buffer = NULL;
    size_t used = 0, capacity = 0;
    while (!error) {
        if (capacity - used < chunk) {
            capacity += 4 * chunk;
            uint8_t *larger = capacity > largest ? NULL : realloc(buffer, capacity);
            if (!larger) {
                error = ENOBUFS;
                break;
            }
            buffer = larger;
        }
        ssize_t received = recv(descriptor, buffer + used, chunk, 0);
        if (received < 0) {
            if (errno == EINTR) continue;
            error = errno;
            break;
        }
        const uint8_t *start = buffer + used;
        used += (size_t)received;
        if (dump_ended(start, (size_t)received, 1, &error)) break;
    }
    close(descriptor);
    if (error) {
        free(buffer);
        return error;
    }
    *bytes = buffer;
    *count = used;
    return 0;
#else
    (void)kind;
    return ENOTSUP;
#endif
}

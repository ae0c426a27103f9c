#pragma once

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#endif

/// The parts of Linux that move Ethernet frames through packet sockets (packet(7)) and that
/// Swift's Glibc overlay lacks. Nothing here blocks, except `cpackets_wait`. Functions that can
/// fail return 0 or an errno, unless said otherwise; outside Linux they answer ENOTSUP.

enum {
    /// The most frames that one call receives or sends.
    CPACKETS_BATCH = 64,
    /// Room for a frame: its header of struct virtio_net_hdr, Ethernet, and 64 KiB of packet.
    CPACKETS_FRAME_ROOM = 65536 + 64,
    /// The length of struct virtio_net_hdr, with which every frame here begins. It says which
    /// checksum the sender left to the network card and where to cut a frame that is larger than
    /// the link's packets, so that the frame means the same at the other end.
    CPACKETS_FRAME_PREFIX = 10,
};

#ifdef __linux__

/// Nanoseconds of CLOCK_MONOTONIC.
static inline int64_t cpackets_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Opens a packet socket that receives and sends the frames of one interface; returns the
/// descriptor or a negated errno. `buffer` is the bytes wanted for either direction.
static inline int cpackets_open(const char *interface, int buffer) {
    unsigned int index = if_nametoindex(interface);
    if (index == 0) return -errno;
    // Protocol 0: deaf until it is bound, lest frames of other interfaces slip in.
    int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int on = 1;
    struct sockaddr_ll address;
    memset(&address, 0, sizeof address);
    address.sll_family = AF_PACKET;
    address.sll_protocol = (uint16_t)((ETH_P_ALL & 0xff) << 8 | ETH_P_ALL >> 8);
    address.sll_ifindex = (int)index;
    if (setsockopt(descriptor, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) < 0
        || setsockopt(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) < 0
        || setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0
        || bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    // Each of these makes it faster and none is necessary; FORCE wants privileges.
    setsockopt(descriptor, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on);
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer) < 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer) < 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
    return descriptor;
}

/// Receives up to `CPACKETS_BATCH` frames, one every `CPACKETS_FRAME_ROOM` bytes of `frames`,
/// with their lengths and the times at which the kernel took them (CLOCK_MONOTONIC); returns how
/// many, or a negated errno.
int cpackets_receive(int descriptor, uint8_t *frames, uint32_t *lengths, int64_t *times);

/// Sends frames as `cpackets_receive` gave them; returns how many the kernel took, or a negated
/// errno when it refused the first.
int cpackets_send(int descriptor, uint8_t *const *frames, const uint32_t *lengths, int count);

/// How many frames the socket had no room for since this was last asked.
static inline uint32_t cpackets_take_drops(int descriptor) {
    struct tpacket_stats statistics;
    socklen_t length = sizeof statistics;
    if (getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) < 0) return 0;
    return statistics.tp_drops;
}

/// Opens an epoll instance; returns the descriptor or a negated errno.
static inline int cpackets_poller(void) {
    int descriptor = epoll_create1(EPOLL_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

/// Watches a descriptor for something to read; `key` is what `cpackets_wait` then says.
static inline int cpackets_watch(int poller, int descriptor, uint32_t key) {
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.events = EPOLLIN;
    event.data.u32 = key;
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) < 0 ? errno : 0;
}

/// Waits until something can be read, and says what; returns how many, or a negated errno.
static inline int cpackets_wait(int poller, uint32_t *keys) {
    struct epoll_event events[CPACKETS_BATCH];
    int count = epoll_wait(poller, events, CPACKETS_BATCH, -1);
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) keys[i] = events[i].data.u32;
    return count;
}

/// Opens a timer of CLOCK_MONOTONIC, to which timer slack does not apply; returns the descriptor
/// or a negated errno.
static inline int cpackets_timer(void) {
    int descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

/// Sets the timer to a time of CLOCK_MONOTONIC, which also forgets that it has rung.
static inline int cpackets_set_timer(int timer, int64_t nanoseconds) {
    struct itimerspec value;
    memset(&value, 0, sizeof value);
    if (nanoseconds < 1) nanoseconds = 1;
    value.it_value.tv_sec = nanoseconds / 1000000000;
    value.it_value.tv_nsec = nanoseconds % 1000000000;
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &value, NULL) < 0 ? errno : 0;
}

/// Opens a socket for the questions about interfaces below, which it asks of the network
/// namespace that it was opened in; returns the descriptor or a negated errno.
static inline int cpackets_interfaces(void) {
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return descriptor < 0 ? -errno : descriptor;
}

static inline int cpackets_request(int descriptor, unsigned long kind, const char *interface,
                                   struct ifreq *request) {
    if (strlen(interface) >= sizeof request->ifr_name) return ENODEV;
    strcpy(request->ifr_name, interface);
    return ioctl(descriptor, kind, request) < 0 ? errno : 0;
}

/// Switches an interface on or off.
static inline int cpackets_set_up(int descriptor, const char *interface, int is_up) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    int error = cpackets_request(descriptor, SIOCGIFFLAGS, interface, &request);
    if (error) return error;
    request.ifr_flags = (short)(is_up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    return cpackets_request(descriptor, SIOCSIFFLAGS, interface, &request);
}

/// Sets the largest packet of an interface, in bytes.
static inline int cpackets_set_maximum_transmission_unit(int descriptor, const char *interface,
                                                         int bytes) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_mtu = bytes;
    return cpackets_request(descriptor, SIOCSIFMTU, interface, &request);
}

static inline int cpackets_ethtool(int descriptor, const char *interface, uint32_t command,
                                   uint32_t *value) {
    struct ethtool_value question = {command, *value};
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_data = (char *)&question;
    int error = cpackets_request(descriptor, SIOCETHTOOL, interface, &request);
    *value = question.data;
    return error;
}

/// Whether an interface has a carrier now; the flags of an interface say so later.
static inline int cpackets_has_carrier(int descriptor, const char *interface, int *has_carrier) {
    uint32_t value = 0;
    int error = cpackets_ethtool(descriptor, interface, ETHTOOL_GLINK, &value);
    *has_carrier = !error && value != 0;
    return error;
}

/// Makes the sender's kernel finish every packet: whole checksums, no packet above the link's
/// largest, none joined on arrival.
static inline int cpackets_disable_offloads(int descriptor, const char *interface) {
    const uint32_t commands[] = {ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO, ETHTOOL_STXCSUM};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        uint32_t off = 0;
        int error = cpackets_ethtool(descriptor, interface, commands[i], &off);
        if (error) return error;
    }
    return 0;
}

#else

static inline int64_t cpackets_now(void) { return 0; }
static inline int cpackets_open(const char *interface, int buffer) {
    (void)interface, (void)buffer;
    return -ENOTSUP;
}
static inline int cpackets_receive(int descriptor, uint8_t *frames, uint32_t *lengths,
                                   int64_t *times) {
    (void)descriptor, (void)frames, (void)lengths, (void)times;
    return -ENOTSUP;
}
static inline int cpackets_send(int descriptor, uint8_t *const *frames, const uint32_t *lengths,
                                int count) {
    (void)descriptor, (void)frames, (void)lengths, (void)count;
    return -ENOTSUP;
}
static inline uint32_t cpackets_take_drops(int descriptor) {
    (void)descriptor;
    return 0;
}
static inline int cpackets_poller(void) { return -ENOTSUP; }
static inline int cpackets_watch(int poller, int descriptor, uint32_t key) {
    (void)poller, (void)descriptor, (void)key;
    return ENOTSUP;
}
static inline int cpackets_wait(int poller, uint32_t *keys) {
    (void)poller, (void)keys;
    return -ENOTSUP;
}
static inline int cpackets_timer(void) { return -ENOTSUP; }
static inline int cpackets_set_timer(int timer, int64_t nanoseconds) {
    (void)timer, (void)nanoseconds;
    return ENOTSUP;
}
static inline int cpackets_interfaces(void) { return -ENOTSUP; }
static inline int cpackets_set_up(int descriptor, const char *interface, int is_up) {
    (void)descriptor, (void)interface, (void)is_up;
    return ENOTSUP;
}
static inline int cpackets_set_maximum_transmission_unit(int descriptor, const char *interface,
                                                         int bytes) {
    (void)descriptor, (void)interface, (void)bytes;
    return ENOTSUP;
}
static inline int cpackets_has_carrier(int descriptor, const char *interface, int *has_carrier) {
    (void)descriptor, (void)interface, (void)has_carrier;
    return ENOTSUP;
}
static inline int cpackets_disable_offloads(int descriptor, const char *interface) {
    (void)descriptor, (void)interface;
    return ENOTSUP;
}

#endif

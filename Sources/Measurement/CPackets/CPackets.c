// Here and not in the header: with _GNU_SOURCE, glibc's headers differ from those that other
// modules of the program were built with.
#define _GNU_SOURCE
#include "CPackets.h"

#ifdef __linux__

int cpackets_receive(int descriptor, uint8_t *frames, uint32_t *lengths, int64_t *times) {
    struct mmsghdr messages[CPACKETS_BATCH];
    struct iovec vectors[CPACKETS_BATCH];
    union {
        char bytes[CMSG_SPACE(sizeof(struct timespec))];
        struct cmsghdr alignment;
    } controls[CPACKETS_BATCH];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < CPACKETS_BATCH; i++) {
        vectors[i].iov_base = frames + (size_t)i * CPACKETS_FRAME_ROOM;
        vectors[i].iov_len = CPACKETS_FRAME_ROOM;
        messages[i].msg_hdr.msg_iov = &vectors[i];
        messages[i].msg_hdr.msg_iovlen = 1;
        messages[i].msg_hdr.msg_control = &controls[i];
        messages[i].msg_hdr.msg_controllen = sizeof controls[i];
    }
    int count = recvmmsg(descriptor, messages, CPACKETS_BATCH, MSG_DONTWAIT, NULL);
    if (count < 0) return -errno;
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    int64_t now = cpackets_now();
    for (int i = 0; i < count; i++) {
        // The kernel stamps by the wall clock. A frame that seems to come from the future, or from
        // more than a second ago, was stamped before somebody set that clock.
        int64_t age = 0;
        struct cmsghdr *header = CMSG_FIRSTHDR(&messages[i].msg_hdr);
        if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec stamp;
            memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
            age = (int64_t)(wall.tv_sec - stamp.tv_sec) * 1000000000
                + (wall.tv_nsec - stamp.tv_nsec);
            if (age < 0 || age > 1000000000) age = 0;
        }
        lengths[i] = messages[i].msg_len;
        times[i] = now - age;
    }
    return count;
}

int cpackets_send(int descriptor, uint8_t *const *frames, const uint32_t *lengths, int count) {
    struct mmsghdr messages[CPACKETS_BATCH];
    struct iovec vectors[CPACKETS_BATCH];
    if (count > CPACKETS_BATCH) count = CPACKETS_BATCH;
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < count; i++) {
        vectors[i].iov_base = frames[i];
        vectors[i].iov_len = lengths[i];
        messages[i].msg_hdr.msg_iov = &vectors[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    int sent = sendmmsg(descriptor, messages, (unsigned int)count, MSG_DONTWAIT);
    return sent < 0 ? -errno : sent;
}

#endif

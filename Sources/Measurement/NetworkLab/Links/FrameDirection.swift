import CPackets

/// One direction of a forwarded link: where frames come from, how long they stay, where they go.
struct FrameDirection {
    let from: WireSocket
    let to: WireSocket
    var schedule: DelayLine<HeldFrame>
    /// How many frames went out at the other side.
    private(set) var sent = 0
    /// How many frames the other side did not take, because it was down or full.
    private(set) var refused = 0

    /// The most batches in one visit, so that a flood in one direction does not starve the others.
    private static let batchesPerVisit = 4

    init(from: WireSocket, to: WireSocket, quality: DelayQuality, seed: UInt64) {
        self.from = from
        self.to = to
        schedule = DelayLine(quality, seed: seed)
    }

    /// Takes in what has come; an interface that is down gives nothing.
    mutating func receive(_ batch: FrameBatch) {
        for _ in 0..<Self.batchesPerVisit {
            let count = Int(
                cpackets_receive(from.descriptor, batch.frames, batch.lengths, batch.times))
            guard count > 0 else { return }
            for index in 0..<count {
                let length = batch.lengths[index]
                let frame = HeldFrame(copying: batch.frame(index), count: length)
                let departure = schedule.enqueue(
                    frame, bytes: Int(length), at: batch.times[index])
                if departure == nil { frame.bytes.deallocate() }
            }
            if count < FrameBatch.capacity { return }
        }
    }

    /// Sends what is due.
    mutating func send(_ batch: FrameBatch, at now: Int64) {
        while true {
            var count = 0
            while count < FrameBatch.capacity, let frame = schedule.dequeue(at: now) {
                batch.pointers[count] = frame.bytes
                batch.lengths[count] = frame.count
                count += 1
            }
            guard count > 0 else { return }
            var done = 0
            while done < count {
                let taken = Int(
                    cpackets_send(
                        to.descriptor, batch.pointers + done, batch.lengths + done,
                        Int32(count - done)))
                sent += max(0, taken)
                // The kernel says why it refuses the first only; the others are tried again.
                if taken <= 0 { refused += 1 }
                done += max(1, taken)
            }
            for index in 0..<count { batch.pointers[index]?.deallocate() }
            if count < FrameBatch.capacity { return }
        }
    }

    /// Loses everything that is under way, as a cable does that is cut.
    mutating func loseAll() {
        while let frame = schedule.dequeue(at: .max) {
            frame.bytes.deallocate()
            refused += 1
        }
    }
}

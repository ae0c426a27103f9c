/// When which diagnoses and other waits end: the earliest first.
struct DeadlineQueue: Sendable {
    private var heap: [(time: Int64, process: UInt64)] = []

    /// The earliest deadline; it may belong to something that has ended meanwhile.
    var earliest: Int64? { heap.first?.time }

    mutating func add(_ process: UInt64, at time: Int64) {
        heap.append((time, process))
        var child = heap.count - 1
        while child > 0, heap[child].time < heap[(child - 1) / 2].time {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out the next one that is due; nil when none is.
    mutating func popDue(at now: Int64) -> UInt64? {
        guard let first = heap.first, first.time <= now else { return nil }
        removeFirst()
        return first.process
    }

    /// Drops the earliest as long as `isOver` says that nobody waits for it.
    mutating func prune(_ isOver: (UInt64) -> Bool) {
        while let first = heap.first, isOver(first.process) { removeFirst() }
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].time < heap[least].time { least = child }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}

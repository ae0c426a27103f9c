/// The latest few of the times seen, and so how late it is by more than one witness.
struct LatestTimes: Sendable {
    private var times = [Int64]()

    /// The earliest of the latest few; nil as long as there are not so many.
    var agreed: Int64? { times.count == Blocking.witnesses ? times[0] : nil }

    @inline(__always)
    mutating func insert(_ time: Int64) {
        if times.count == Blocking.witnesses {
            guard time > times[0] else { return }
            times[0] = time
        } else {
            times.insert(time, at: 0)
        }
        var place = 0
        while place + 1 < times.count, times[place] > times[place + 1] {
            times.swapAt(place, place + 1)
            place += 1
        }
    }
}

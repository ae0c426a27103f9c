/// The faults of one pattern in ascending order, each once with its greatest strength.
struct SortedFaults: Sendable {
    private(set) var faults = [Int32]()
    private(set) var strengths = [Float]()

    mutating func removeAll() {
        faults.removeAll(keepingCapacity: true)
        strengths.removeAll(keepingCapacity: true)
    }

    /// Inserts a fault; patterns are short, so it is moved to its place step by step.
    mutating func insert(_ fault: Int32, strength: Float) {
        var place = faults.count
        while place > 0, faults[place - 1] >= fault { place -= 1 }
        if place < faults.count, faults[place] == fault {
            strengths[place] = max(strengths[place], strength)
            return
        }
        faults.append(fault)
        strengths.append(strength)
        var last = faults.count - 1
        while last > place {
            faults.swapAt(last, last - 1)
            strengths.swapAt(last, last - 1)
            last -= 1
        }
    }
}

/// Lets a few labs exist at a time: each has a dozen processes, and most of them wait.
actor LabSlots {
    static let shared = LabSlots(free: 3)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(free: Int) {
        self.free = free
    }

    /// Returns when there is room for one more lab.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Says that a lab is gone; its room goes to whoever has waited longest.
    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

/// Lets a few networks exist at a time: each has a dozen processes, and most of them wait.
actor NetworkSlots {
    static let shared = NetworkSlots(free: 4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(free: Int) {
        self.free = free
    }

    /// Returns when there is room for one more network.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Says that a network is gone; its room goes to whoever has waited longest.
    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

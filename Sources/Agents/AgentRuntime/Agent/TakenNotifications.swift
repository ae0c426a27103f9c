import DMEP

/// The names of the notifications that were taken last: one that is sent again is known by its name.
///
/// A name is kept as a number under the process' own random key: nobody can choose a name that passes for
/// another one's, and long names take no more memory than short ones.
struct TakenNotifications: Sendable {
    private var names: Set<Int> = []
    /// The names in the order in which they came; when it is full, from `oldest` on.
    private var order: [Int] = []
    private var oldest = 0
    /// How many are known; 8 MiB at most.
    static let limit = 131_072

    /// Whether it was taken before; never of a sender that does not say who it is, as others may use its names.
    func contains(_ notification: Notification) -> Bool {
        Self.number(of: notification).map(names.contains) ?? false
    }

    /// Remembers that it was taken; when there are too many, the oldest is forgotten.
    mutating func insert(_ notification: Notification) {
        guard let number = Self.number(of: notification), names.insert(number).inserted else {
            return
        }
        if order.count < Self.limit {
            order.append(number)
        } else {
            names.remove(order[oldest])
            order[oldest] = number
            oldest = (oldest + 1) % Self.limit
        }
    }

    private static func number(of notification: Notification) -> Int? {
        guard let sender = notification.sender else { return nil }
        var hasher = Hasher()
        hasher.combine(sender)
        hasher.combine(notification.notificationID)
        return hasher.finalize()
    }
}

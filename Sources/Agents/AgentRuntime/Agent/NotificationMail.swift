import DMEP

/// Notifications on their way to subscribers: they wait a little for company, and are sent again when nobody
/// took them.
struct NotificationMail: Sendable {
    /// A notification with how often it was sent in vain.
    struct Item: Sendable {
        let notification: Notification
        var attempts = 0
    }

    private struct Box: Sendable {
        var items: [Item] = []
        var due: Int64
    }

    private var boxes: [String: Box] = [:]
    private(set) var count = 0
    /// How often a notification is sent before it is given up.
    static let mostAttempts = 8

    /// When the next box is due.
    var nextDue: Int64? { boxes.values.map(\.due).min() }

    /// Puts a notification into an agent's box.
    ///
    /// - Returns: how many had to give way.
    mutating func add(
        _ notification: Notification, to address: String, at now: Int64,
        _ configuration: AgentConfiguration
    ) -> Int {
        boxes[address, default: Box(due: now + configuration.notificationDelay)].items
            .append(Item(notification: notification))
        count += 1
        if let box = boxes[address], box.items.count >= configuration.notificationBatch,
            box.items.allSatisfy({ $0.attempts == 0 })
        {
            boxes[address]?.due = now
        }
        return makeRoom(configuration)
    }

    /// Puts back what was not taken, to be sent again later.
    ///
    /// - Returns: how many are given up.
    mutating func retry(
        _ items: [Item], to address: String, at now: Int64, _ configuration: AgentConfiguration
    ) -> Int {
        var given = 0
        for var item in items {
            item.attempts += 1
            guard item.attempts < Self.mostAttempts else {
                given += 1
                continue
            }
            let pause = configuration.notificationDelay << Int64(min(item.attempts, 8))
            boxes[address, default: Box(due: now + pause)].items.append(item)
            boxes[address]?.due = now + pause
            count += 1
        }
        return given + makeRoom(configuration)
    }

    /// Takes out what is due, at most one batch for each agent.
    mutating func due(
        at now: Int64, _ configuration: AgentConfiguration
    ) -> [(String, [Item])] {
        var result = [(String, [Item])]()
        for (address, box) in boxes.sorted(by: { $0.key < $1.key }) where box.due <= now {
            let batch = Array(box.items.prefix(configuration.notificationBatch))
            let rest = Array(box.items.dropFirst(batch.count))
            boxes[address] = rest.isEmpty ? nil : Box(items: rest, due: now + 1)
            count -= batch.count
            result.append((address, batch))
        }
        return result
    }

    private mutating func makeRoom(_ configuration: AgentConfiguration) -> Int {
        var lost = 0
        while count > configuration.mostWaitingNotifications,
            let fullest = boxes.max(by: {
                ($0.value.items.count, $1.key) < ($1.value.items.count, $0.key)
            })?.key
        {
            let excess = min(
                count - configuration.mostWaitingNotifications + 100,
                boxes[fullest]?.items.count ?? 0)
            boxes[fullest]?.items.removeFirst(excess)
            if boxes[fullest]?.items.isEmpty ?? true { boxes[fullest] = nil }
            count -= excess
            lost += excess
        }
        return lost
    }
}

import Synchronization

/// Messages of many senders to one receiver, who takes all that has arrived at once.
final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let bell: AsyncStream<Void>.Continuation
    /// Rings when something has arrived since the last ring was heard.
    let arrivals: AsyncStream<Void>

    init() {
        (arrivals, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func put(_ message: Message) {
        messages.withLock { $0.append(message) }
        bell.yield()
    }

    func take() -> [Message] {
        messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

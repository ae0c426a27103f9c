import Hummingbird
import NIOCore

/// The body of a request, held in memory at the server's expense.
final class HeldBody {
    private let budget: BodyBudget
    private var taken = 0
    private(set) var bytes: [UInt8] = []

    init(budget: BodyBudget) { self.budget = budget }

    /// Makes room for bytes to come; false when the server holds too many already.
    func reserve(_ count: Int) -> Bool {
        guard count > taken else { return true }
        guard budget.take(count - taken) else { return false }
        taken = count
        return true
    }

    func append(_ buffer: ByteBuffer) { bytes.append(contentsOf: buffer.readableBytesView) }

    func release() {
        budget.giveBack(taken)
        taken = 0
        bytes = []
    }
}

extension DocumentResponder {
    /// How the reading of a body ended.
    enum BodyOutcome { case whole, tooLarge, overload, broken }

    /// Reads a body; its connection is closed when it is not there in time.
    func body(
        of request: Request, into held: HeldBody, _ channel: any Channel
    ) async -> BodyOutcome {
        let limit = configuration.documents.bytes
        if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
            guard length <= limit else { return .tooLarge }
            guard held.reserve(length) else { return .overload }
        }
        let deadline = channel.eventLoop.scheduleTask(in: .milliseconds(configuration.readTime)) {
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        do {
            for try await buffer in request.body {
                let size = held.bytes.count + buffer.readableBytes
                guard size <= limit else { return .tooLarge }
                guard held.reserve(size) else { return .overload }
                held.append(buffer)
            }
            return .whole
        } catch {
            return .broken
        }
    }
}

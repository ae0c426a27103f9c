import Foundation
import GRDB
import Synchronization

/// Group commit: writes that come while the disk is busy share the next transaction.
///
/// One transaction costs one flush of the disk whether it holds one write or a thousand. A task empties the
/// queue as long as there is something in it; each caller returns after the transaction that holds its write
/// is on disk. A write that is refused does not take the others down: the batch is rolled back and each
/// write tried alone.
final class WriteQueue: Sendable {
    /// A write that waits: what it does, and how its caller learns what came of it.
    private struct Waiting: Sendable {
        var bytes: Int
        var apply: @Sendable (Database) throws -> @Sendable () -> Void
        var fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Waiting] = []
        var bytes = 0
        var isDraining = false
        var statistics = WriteStatistics()
    }

    /// The most writes in one transaction, so that the first of them does not wait for long.
    static let largestBatch = 1024
    /// The most writes that wait.
    private let mostWaiting: Int
    /// The most bytes that wait; a single write may be larger when none else waits.
    private let mostBytesWaiting: Int
    private let database: any DatabaseWriter
    private let state = Mutex(State())

    init(
        database: any DatabaseWriter, mostWaiting: Int = 65_536, mostBytesWaiting: Int = 64 << 20
    ) {
        self.database = database
        self.mostWaiting = mostWaiting
        self.mostBytesWaiting = mostBytesWaiting
    }

    var statistics: WriteStatistics { state.withLock { $0.statistics } }

    /// Applies `job` in a transaction and returns its result after the commit.
    ///
    /// The job may run twice, the first time undone. Cancellation does not take a queued write back: the
    /// caller could not know whether it was made.
    func write<Result: Sendable>(
        _ operation: String, bytes: Int,
        _ job: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        if Task.isCancelled { throw StorageError.cancelled(operation: operation) }
        return try await withCheckedThrowingContinuation { continuation in
            let waiting = Waiting(
                bytes: bytes,
                apply: { db in
                    let result = try job(db)
                    return { continuation.resume(returning: result) }
                },
                fail: { continuation.resume(throwing: $0) })
            let full = state.withLock { state -> Int? in
                let count = state.waiting.count
                guard
                    count < mostWaiting,
                    count == 0 || state.bytes + bytes <= mostBytesWaiting
                else { return count }
                state.waiting.append(waiting)
                state.bytes += bytes
                if !state.isDraining {
                    state.isDraining = true
                    // Belongs to no caller: the cancellation of one must not undo the writes of others.
                    Task.detached { await self.drain() }
                }
                return nil
            }
            if let full {
                waiting.fail(StorageError.overloaded(operation: operation, waiting: full))
            }
        }
    }

    private func drain() async {
        while true {
            let batch = takeBatch()
            if batch.isEmpty { return }
            do {
                try await commit(batch)
            } catch {
                guard batch.count > 1 else {
                    batch.first?.fail(error)
                    continue
                }
                for write in batch {
                    do { try await commit([write]) } catch { write.fail(error) }
                }
            }
        }
    }

    private func takeBatch() -> [Waiting] {
        state.withLock { state in
            let batch = Array(state.waiting.prefix(Self.largestBatch))
            state.waiting.removeFirst(batch.count)
            for write in batch { state.bytes -= write.bytes }
            if batch.isEmpty { state.isDraining = false }
            return batch
        }
    }

    private func commit(_ batch: [Waiting]) async throws {
        let completions = try await database.write { db in
            try batch.map { write in try write.apply(db) }
        }
        state.withLock { state in
            state.statistics.transactions += 1
            state.statistics.writes += batch.count
            state.statistics.largestBatch = max(state.statistics.largestBatch, batch.count)
        }
        for complete in completions { complete() }
    }
}

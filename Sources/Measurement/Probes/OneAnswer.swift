import Synchronization

/// A place for one answer that several may give: the first one counts.
///
/// One task waits for it; its cancellation ends the wait at once.
final class OneAnswer<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, any Error>)
        case given(Result<Value, any Error>)
    }

    private let state = Mutex(State.empty)

    /// Gives the answer, unless one was given before.
    func give(_ value: Value) { settle(.success(value)) }

    /// The answer, once it is there.
    ///
    /// - Throws: `CancellationError` as soon as the waiting task is cancelled.
    func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let given: Result<Value, any Error>? = state.withLock { state in
                    if case .given(let result) = state { return result }
                    state = .awaited(continuation)
                    return nil
                }
                if let given { continuation.resume(with: given) }
            }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }

    private func settle(_ result: Result<Value, any Error>) {
        let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .given: return nil
            case .empty:
                state = .given(result)
                return nil
            case .awaited(let continuation):
                state = .given(result)
                return continuation
            }
        }
        waiting?.resume(with: result)
    }
}

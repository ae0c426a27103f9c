/// A limit on how long something may take.
enum Deadline {
    /// Does the work, or cancels it and throws once the time is over.
    static func within<Value: Sendable>(
        _ seconds: Double, of what: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw LabError.commandTookTooLong(command: what, seconds: seconds)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

import AgentRuntime

extension TestFailure {
    /// Runs a measurement; when it could not be made, that is the failure.
    static func wrapping<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws(TestFailure) -> Value {
        do {
            return try await body()
        } catch let failure as TestFailure {
            throw failure
        } catch is CancellationError {
            throw TestFailure("the test was broken off")
        } catch {
            throw TestFailure("the test could not be made: \(error)")
        }
    }
}

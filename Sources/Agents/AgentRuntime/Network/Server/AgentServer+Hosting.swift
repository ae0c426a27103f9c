extension AgentServer {
    /// Serves and drives agents until the server ends; the agents end after the last exchange.
    ///
    /// - Parameters:
    ///   - hosts: the agents; their handlers are among those of the server.
    ///   - onListening: is told the port once the server listens.
    public func run(
        driving hosts: [AgentHost], onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws(AgentServerError) {
        // Apart from this task: exchanges that are to be finished need their agent.
        let driving = Task {
            await withDiscardingTaskGroup { group in
                for host in hosts { group.addTask { await host.run() } }
            }
        }
        let result: Result<Void, AgentServerError>
        do throws(AgentServerError) {
            try await run(onListening: onListening)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        driving.cancel()
        await driving.value
        try result.get()
    }
}

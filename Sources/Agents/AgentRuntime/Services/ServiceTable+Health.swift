import DMEP

extension ServiceTable {
    /// Whether a service may be asked now: neither it nor its agent rests after failures.
    public func isAvailable(_ service: ServiceKey, at now: Int64) -> Bool {
        !(agentHealth[service.agentURI]?.rests(at: now) ?? false)
            && !(serviceHealth[service]?.rests(at: now) ?? false)
    }

    /// Notes that a request failed: the agent, or the service when it refused, is left alone for a while.
    ///
    /// The rest doubles with each failure in a row, from `ServiceHealth.firstRest` to `longestRest`.
    public mutating func noteFailure(
        _ failure: ServiceHealth.Failure, of service: ServiceKey, at now: Int64
    ) {
        guard self[service] != nil else { return }
        switch failure {
        case .unreachable, .timedOut:
            agentHealth[service.agentURI, default: ServiceHealth()].noteFailure(at: now)
        case .refused:
            serviceHealth[service, default: ServiceHealth()].noteFailure(at: now)
            // Whoever refuses is alive.
            agentHealth[service.agentURI] = nil
        }
    }

    /// Notes that a request was answered: the failures of the service and its agent are forgotten.
    public mutating func noteSuccess(of service: ServiceKey) {
        agentHealth[service.agentURI] = nil
        serviceHealth[service] = nil
    }

    /// How a service's agent and the service itself have failed lately.
    public func health(of service: ServiceKey) -> (agent: ServiceHealth, service: ServiceHealth) {
        (
            agentHealth[service.agentURI] ?? ServiceHealth(),
            serviceHealth[service] ?? ServiceHealth()
        )
    }
}

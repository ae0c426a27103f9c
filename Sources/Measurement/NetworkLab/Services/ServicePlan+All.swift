extension ServicePlan {
    /// The plans of every program that a scenario needs, services and portals and routing daemons.
    static func all(in context: ServiceContext) throws(LabError) -> [ServicePlan] {
        var plans = [ServicePlan]()
        for service in context.scenario.services where !context.stopped.contains(service.name) {
            plans.append(try plan(service, in: context))
        }
        for fault in context.portals {
            plans.append(
                PortalServer.plan(node: fault.node, redirects: fault.redirects, in: context))
        }
        if context.scenario.routing == .learned {
            plans += BirdRouter.plans(in: context)
        }
        return plans
    }

    private static func plan(
        _ service: Service, in context: ServiceContext
    ) throws(LabError) -> ServicePlan {
        switch service.role {
        case .authoritative(let zones):
            try UnboundAuthoritative.plan(service, zones, in: context)
        case .recursive(let resolver) where resolver.software == .dnsmasq:
            try DnsmasqResolver.plan(service, resolver, in: context)
        case .recursive(let resolver):
            try UnboundResolver.plan(service, resolver, in: context)
        case .web(let servers):
            NginxServer.plan(service, servers, in: context)
        case .proxy(let proxy):
            SquidProxy.plan(service, proxy, in: context)
        case .program(let program):
            ProgramService.plan(service, program, in: context)
        }
    }
}

extension ServiceContext {
    /// The services that do not run, by the faults in force; others still refer to them.
    fileprivate var stopped: [String] {
        faults.compactMap { fault in
            guard case .serviceStopped(let service) = fault.kind else { return nil }
            return service
        }
    }

    /// The routers that are captive portals, by the faults in force.
    fileprivate var portals: [(node: String, redirects: Bool)] {
        faults.compactMap { fault in
            guard case .captivePortal(let node, _, let redirects) = fault.kind else { return nil }
            return (node, redirects)
        }
    }
}

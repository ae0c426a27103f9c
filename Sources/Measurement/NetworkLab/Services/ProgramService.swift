/// Any program that a scenario names, with the word `culprit` standing for the one that runs the lab.
enum ProgramService {
    /// The plan of a service.
    static func plan(
        _ service: Service, _ program: Program, in context: ServiceContext
    ) -> ServicePlan {
        var command = program.command
        if command.first == "culprit" { command[0] = context.culpritPath }
        // It trusts whom the users of the lab trust.
        let environment = ["env", "SSL_CERT_FILE=\(context.trustedRoots)"]
        return ServicePlan(
            name: service.name, node: service.node, folders: [context.folder(of: service.name)],
            command: environment + command, ports: program.ports)
    }
}

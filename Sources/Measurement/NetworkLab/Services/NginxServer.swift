/// Serves pages by nginx.
enum NginxServer {
    /// How to start one nginx for all the ports of a service.
    static func plan(
        _ service: Service, _ servers: [WebServer], in context: ServiceContext
    ) -> ServicePlan {
        let configuration = NginxConfiguration(
            folder: context.folder(of: service.name), addresses: service.addresses,
            hasIPv6: context.hasIPv6, trustedRoots: context.trustedRoots,
            certificatePath: { context.certificatePath($0) }, servers: servers)
        return plan(name: service.name, node: service.node, configuration)
    }

    /// How to start an nginx with this configuration.
    static func plan(
        name: String, node: String, _ configuration: NginxConfiguration
    ) -> ServicePlan {
        let folder = configuration.folder
        let file = "\(folder)/nginx.conf"
        var files = configuration.contents
        files[file] = configuration.text
        return ServicePlan(
            name: name, node: node, files: files, folders: [folder, configuration.contentFolder],
            command: ["nginx", "-e", "stderr", "-p", folder, "-c", file],
            ports: configuration.ports)
    }
}

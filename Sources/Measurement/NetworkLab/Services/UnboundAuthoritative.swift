/// Answers for the zones of one service, from memory, by unbound's authority zones.
enum UnboundAuthoritative {
    /// The plan of a service; zones that are signed are signed by ldns-signzone just before it starts.
    static func plan(
        _ service: Service, _ zones: [Zone], in context: ServiceContext
    ) throws(LabError) -> ServicePlan {
        let folder = context.folder(of: service.name)
        let addresses = context.listeningAddresses(of: service)
        let configuration = "\(folder)/unbound.conf"
        var plan = ServicePlan(
            name: service.name, node: service.node,
            command: UnboundServer.command(configuration: configuration),
            ports: addresses.map { _ in 53 })
        var clauses = [String]()
        for zone in zones {
            let path = "\(folder)/\(fileName(of: zone)).zone"
            plan.files[path] = ZoneFile(zone, in: context).text
            clauses.append(clause(zone, file: zone.signatures == .none ? path : path + ".signed"))
            guard zone.signatures != .none else { continue }
            let key = try ZoneSigningKey(zone: zone.name)
            let keyPath = "\(folder)/\(fileName(of: zone)).signing"
            plan.files[keyPath + ".key"] = key.record + "\n"
            plan.files[keyPath + ".private"] = key.privateFile
            plan.preparations.append(["ldns-signzone", "-f", path + ".signed", path, keyPath])
            if zone.signatures == .wrong {
                plan.preparations.append(["sed", "-E", "-i", spoiling, path + ".signed"])
            }
        }
        let server = UnboundServer(
            addresses: addresses, modules: ["iterator"],
            lines: [
                // Such clients are told that there is no recursion, and with `ede` the refusal of
                // unbound 1.17 is malformed; what is not ours is refused by `always_refuse`.
                "access-control: 0.0.0.0/0 refuse_non_local",
                "access-control: ::/0 refuse_non_local",
            ] + own(zones))
        plan.files[configuration] = server.text + clauses.joined()
        return plan
    }

    /// What makes a rightly signed zone wrong, as a command of sed.
    ///
    /// Every RRSIG but that of the keys gets another original time to live, which is part of what is
    /// signed (RFC 4034, section 3.1.8.1). The data stay as they are, so that a resolver that does
    /// not check finds them.
    private static let spoiling =
        #"/\tRRSIG\tDNSKEY /!s/(\tRRSIG\t[A-Z0-9]+ [0-9]+ [0-9]+ [0-9]+) /\19 /"#

    private static func own(_ zones: [Zone]) -> [String] {
        let names = zones.map { ZoneName.absolute($0.name) }
        let refusal = names.contains(".") ? [] : ["local-zone: \".\" always_refuse"]
        return refusal + names.map { "local-zone: \"\($0)\" always_transparent" }
    }

    private static func fileName(of zone: Zone) -> String {
        let name = ZoneName.normal(zone.name)
        return name == "." ? "root" : name.replacing("/", with: "-")
    }

    private static func clause(_ zone: Zone, file: String) -> String {
        """
        auth-zone:
            name: "\(ZoneName.absolute(zone.name))"
            zonefile: "\(file)"
            for-downstream: yes
            for-upstream: no

        """
    }
}

"""All faults by name."""

import faults_healthy
import faults_local
import faults_names
import faults_path
import faults_server

ALL = {
    fault.name: fault
    for part in (faults_healthy, faults_local, faults_names, faults_path, faults_server)
    for fault in part.FAULTS
}

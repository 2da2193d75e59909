import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Runs a ZooKeeper and a Kafka broker of the ZooKeeper era in one JVM. The JVM halts as soon as its standard input ends, so that a broker
 * never outlives the process that started it.
 *
 * Arguments: path of server.properties, ZooKeeper's port, ZooKeeper's data folder.
 */
public final class ZooKeeperBrokerMain {
  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ZooKeeperBrokerMain::haltWhenParentIsGone, "parent-watch");
    watch.setDaemon(true);
    watch.start();

    File data = new File(args[2]);
    Class<?> serverClass = Class.forName("org.apache.zookeeper.server.ZooKeeperServer");
    Object server = serverClass.getConstructor(File.class, File.class, int.class).newInstance(data, data, 500);
    Class<?> factoryClass = Class.forName("org.apache.zookeeper.server.NIOServerCnxnFactory");
    Object factory = factoryClass.getConstructor().newInstance();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
    factoryClass.getMethod("configure", InetSocketAddress.class, int.class).invoke(factory, address, 60);
    factoryClass.getMethod("startup", serverClass).invoke(factory, server);

    Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {args[0]});
  }

  private static void haltWhenParentIsGone() {
    try {
      while (System.in.read() != -1) continue;
    } catch (IOException ignored) {
      // Same as the end of input.
    }
    Runtime.getRuntime().halt(7);
  }
}

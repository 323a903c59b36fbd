<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>pd::ui::AccountView</name>
    <message>
        <source>Last charges of the account</source>
        <translation>该账户近期充电记录</translation>
    </message>
    <message>
        <source>No charge yet.</source>
        <translation>暂无充电记录。</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>账户 %1</translation>
    </message>
    <message>
        <source>Owes nothing</source>
        <translation>无欠费</translation>
    </message>
    <message>
        <source>Owes ¥ %1</source>
        <translation>欠费%1元</translation>
    </message>
    <message>
        <source>pays after the charge</source>
        <translation>先充后付</translation>
    </message>
    <message>
        <source>pays before the charge</source>
        <translation>先付后充</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>what is owed, when it pays</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>桩号</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Total ¥</source>
        <translation>合计(元)</translation>
    </message>
    <message>
        <source>Owed ¥</source>
        <translation>欠费(元)</translation>
    </message>
    <message>
        <source>paid</source>
        <comment>nothing of a charge is owed</comment>
        <translation>已支付</translation>
    </message>
    <message>
        <source>Pays after the charge</source>
        <translation>先充后付</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Ports at once</source>
        <translation>同时用枪上限</translation>
    </message>
    <message>
        <source>Change account…</source>
        <translation>修改账户…</translation>
    </message>
    <message>
        <source>Nothing about the account has been changed.</source>
        <translation>账户设置未改动。</translation>
    </message>
</context>
<context>
    <name>pd::ui::BandNow</name>
    <message>
        <source>Prices not known</source>
        <translation>电价未知</translation>
    </message>
    <message>
        <source>¥%1 + ¥%2 service a kWh</source>
        <comment>electricity and service price</comment>
        <translation>电费%1 + 服务费%2 元/kWh</translation>
    </message>
    <message>
        <source>%1 · until %2</source>
        <comment>price, time</comment>
        <translation>%1 · 至%2</translation>
    </message>
</context>
<context>
    <name>pd::ui::BillPeriodModel</name>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>%1 + %2</source>
        <comment>electricity and service price</comment>
        <translation>%1 + %2</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>起止时间</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Price ¥/kWh</source>
        <translation>单价(元/kWh)</translation>
    </message>
    <message>
        <source>Electricity ¥</source>
        <translation>电费(元)</translation>
    </message>
    <message>
        <source>Service ¥</source>
        <translation>服务费(元)</translation>
    </message>
</context>
<context>
    <name>pd::ui::BillView</name>
    <message>
        <source>Energy</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>电费</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务费</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长费</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>占位费</translation>
    </message>
    <message>
        <source>Reservation</source>
        <translation>预约费</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>¥ %1</source>
        <translation>%1元</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <translation>%1 kWh</translation>
    </message>
    <message>
        <source>settled afterwards</source>
        <translation>后付费</translation>
    </message>
    <message>
        <source>¥ %1 at %2</source>
        <comment>amount, time</comment>
        <translation>%1元，%2</translation>
    </message>
    <message>
        <source>¥ %1, %2</source>
        <comment>amount, state of payment</comment>
        <translation>%1元，%2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>单号</translation>
    </message>
</context>
<context>
    <name>pd::ui::ChargeFlow</name>
    <message>
        <source>The cloud is being asked.</source>
        <translation>等待云平台应答。</translation>
    </message>
    <message>
        <source>The order has been placed.</source>
        <translation>已下单。</translation>
    </message>
    <message>
        <source>Enter the driver&apos;s phone number.</source>
        <translation>输入车主手机号。</translation>
    </message>
    <message>
        <source>Check the account first.</source>
        <translation>先查询账户。</translation>
    </message>
    <message>
        <source>This account cannot charge now.</source>
        <translation>该账户当前不能充电。</translation>
    </message>
    <message>
        <source>Enter the amount.</source>
        <translation>输入金额。</translation>
    </message>
    <message>
        <source>The payer has not confirmed yet.</source>
        <translation>付款方尚未确认支付。</translation>
    </message>
    <message>
        <source>The order is not waiting for its start.</source>
        <translation>订单不在待启动状态。</translation>
    </message>
    <message>
        <source>A stop is already under way.</source>
        <translation>停止指令执行中。</translation>
    </message>
    <message>
        <source>No charge is running.</source>
        <translation>未在充电。</translation>
    </message>
    <message>
        <source>Only an order that has not started can be cancelled.</source>
        <translation>仅未启动的订单可以取消。</translation>
    </message>
    <message>
        <source>The pile is offline: it cannot hear a start.</source>
        <translation>桩离线，无法下发启动。</translation>
    </message>
    <message>
        <source>The pile is offline: it cannot hear a stop.</source>
        <translation>桩离线，无法下发停止。</translation>
    </message>
    <message>
        <source>Enter the energy.</source>
        <translation>输入电量。</translation>
    </message>
    <message>
        <source>Enter the time.</source>
        <translation>输入时长。</translation>
    </message>
    <message>
        <source>Enter the time of the start.</source>
        <translation>输入启动时间。</translation>
    </message>
</context>
<context>
    <name>pd::ui::ChargeForm</name>
    <message>
        <source>Place</source>
        <translation>选桩</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>充电方式</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>By energy</source>
        <translation>按电量</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Until full</source>
        <translation>自动充满</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Phone number of the driver</source>
        <translation>车主手机号</translation>
    </message>
    <message>
        <source>Check account</source>
        <translation>查询账户</translation>
    </message>
    <message>
        <source>%1 yuan</source>
        <translation>%1元</translation>
    </message>
    <message>
        <source>Amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>Network platform</source>
        <translation>网络支付</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Request payment</source>
        <translation>发起收款</translation>
    </message>
    <message>
        <source>The order has been placed.</source>
        <translation>已下单。</translation>
    </message>
    <message>
        <source>Asking the cloud…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>%1 of %2 ports in use</source>
        <translation>在用枪数 %1/%2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>phone, ports</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>phone, plate, ports</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>This account pays after the charge.</source>
        <translation>该账户先充后付。</translation>
    </message>
    <message>
        <source>Place order</source>
        <translation>提交订单</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Amount</source>
        <comment>what limits a charge</comment>
        <translation>金额</translation>
    </message>
    <message>
        <source>Energy</source>
        <comment>what limits a charge</comment>
        <translation>电量</translation>
    </message>
    <message>
        <source>Time</source>
        <comment>what limits a charge</comment>
        <translation>时长</translation>
    </message>
    <message>
        <source>When told</source>
        <translation>手动启动</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>定时启动</translation>
    </message>
    <message>
        <source>Time of the start</source>
        <translation>启动时间</translation>
    </message>
    <message>
        <source>A charge until full is limited by the amount that is held.</source>
        <translation>自动充满以预授权金额为限。</translation>
    </message>
    <message>
        <source>A charge by time is not limited by energy.</source>
        <translation>按时间充电不以电量为限。</translation>
    </message>
    <message>
        <source>A charge by energy is not limited by time.</source>
        <translation>按电量充电不以时长为限。</translation>
    </message>
    <message>
        <source>Energy in kWh</source>
        <translation>电量（kWh）</translation>
    </message>
    <message>
        <source>Time in minutes</source>
        <translation>时长（分钟）</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>kWh</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <translation>%1 kWh</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1分钟</translation>
    </message>
    <message>
        <source>It starts when it is told to.</source>
        <translation>手动下发启动。</translation>
    </message>
    <message>
        <source>Starts by itself at %1 if the car is there; the port is held until then.</source>
        <translation>%1 到点自动启动（须已插枪），此前为其保留该枪。</translation>
    </message>
</context>
<context>
    <name>pd::ui::ChargePage</name>
    <message>
        <source>Assisted charge</source>
        <translation>代客充电</translation>
    </message>
    <message>
        <source>New charge</source>
        <translation>新建充电</translation>
    </message>
    <message>
        <source>Request payment, then start charging</source>
        <translation>发起收款，到账后启动充电</translation>
    </message>
    <message>
        <source>Stop charging…</source>
        <translation>停止充电…</translation>
    </message>
    <message>
        <source>Search for a place</source>
        <translation>搜索桩</translation>
    </message>
    <message>
        <source>This is a new charge.</source>
        <translation>当前即为新建。</translation>
    </message>
    <message>
        <source>This charge goes on; find it again under Sessions.</source>
        <translation>本次充电不受影响，可在“充电订单”中查看。</translation>
    </message>
    <message>
        <source>Stop charging at %1?</source>
        <translation>停止充电：%1？</translation>
    </message>
    <message>
        <source>The charge ends now and is billed for what was charged; the rest of a payment goes back.</source>
        <translation>立即结束充电，按实际用量结算，余款原路退回。</translation>
    </message>
    <message>
        <source>Stop charging</source>
        <translation>停止充电</translation>
    </message>
    <message>
        <source>Cancel the order for %1?</source>
        <translation>取消订单：%1？</translation>
    </message>
    <message>
        <source>Nothing is charged; what has been paid goes back to the payer.</source>
        <translation>不再充电，已付款原路退回。</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>取消订单</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>充电</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>It pays after the charge from now on.</source>
        <translation>此后先充后付。</translation>
    </message>
    <message>
        <source>It pays before the charge from now on.</source>
        <translation>此后先付后充。</translation>
    </message>
    <message>
        <source>It may use this many ports at once: %1.</source>
        <translation>同时用枪上限改为 %1。</translation>
    </message>
    <message>
        <source>It is blocked and cannot start another charge.</source>
        <translation>账户将被冻结，不能再启动充电。</translation>
    </message>
    <message>
        <source>It is no longer blocked.</source>
        <translation>解除冻结。</translation>
    </message>
    <message>
        <source>Change account %1?</source>
        <translation>修改账户 %1？</translation>
    </message>
    <message>
        <source>Change account</source>
        <translation>修改账户</translation>
    </message>
</context>
<context>
    <name>pd::ui::ChargeView</name>
    <message>
        <source>Another charge</source>
        <translation>再充一单</translation>
    </message>
    <message>
        <source>Show session</source>
        <translation>查看订单</translation>
    </message>
    <message>
        <source>Period lines</source>
        <translation>分时明细</translation>
    </message>
    <message>
        <source>No energy has flowed.</source>
        <translation>未充入电量。</translation>
    </message>
    <message>
        <source>The bill is being made.</source>
        <translation>正在出账。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>What was paid goes back to the payer.</source>
        <translation>已付款原路退回。</translation>
    </message>
    <message>
        <source>ended: %1</source>
        <comment>how a charge ended</comment>
        <translation>结束原因：%1</translation>
    </message>
</context>
<context>
    <name>pd::ui::CheckPanel</name>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Power at the reference, kW</source>
        <translation>标准表功率（kW）</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可不填</translation>
    </message>
    <message>
        <source>Values of the check</source>
        <translation>检查读数</translation>
    </message>
    <message>
        <source>Reads the meter a few times, then says what is wrong and what to do.</source>
        <translation>多次读取电表，然后说明问题所在及处理办法。</translation>
    </message>
    <message>
        <source>Verdict of the check</source>
        <translation>检查结论</translation>
    </message>
    <message>
        <source>Nothing is wrong with what was seen: the answers are whole and the values plausible.</source>
        <translation>未发现异常：应答完整，数值合理。</translation>
    </message>
    <message>
        <source>The meter is being read…</source>
        <translation>正在读表…</translation>
    </message>
    <message>
        <source>%1 answers, %2 of them damaged</source>
        <translation>应答 %1 次，其中损坏 %2 次</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check line</source>
        <translation>检查线路</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>请先打开线路。</translation>
    </message>
    <message>
        <source>Enter the address, or let the meter be found.</source>
        <translation>请输入表地址，或先查找电表。</translation>
    </message>
</context>
<context>
    <name>pd::ui::CommandRules</name>
    <message>
        <source>Sign in to a cloud first.</source>
        <translation>未登录云平台。</translation>
    </message>
    <message>
        <source>The cloud is being connected.</source>
        <translation>正在连接云平台。</translation>
    </message>
    <message>
        <source>The cloud is away: what is shown may be old.</source>
        <translation>云平台已断开，数据可能过期。</translation>
    </message>
    <message>
        <source>The cloud has refused the sign-in.</source>
        <translation>云平台拒绝登录。</translation>
    </message>
    <message>
        <source>Your role may look, but not command piles.</source>
        <translation>当前角色仅可查看，不能遥控。</translation>
    </message>
    <message>
        <source>Select a port first.</source>
        <translation>未选择充电枪。</translation>
    </message>
    <message>
        <source>The pile is offline.</source>
        <translation>桩离线。</translation>
    </message>
    <message>
        <source>The port reports a fault: a site check comes first.</source>
        <translation>枪故障，须先现场检查。</translation>
    </message>
    <message>
        <source>The port is out of service.</source>
        <translation>枪已停用。</translation>
    </message>
    <message>
        <source>The port is not in operation.</source>
        <translation>枪未投运或已拆除。</translation>
    </message>
    <message>
        <source>A charge is running at this port.</source>
        <translation>该枪正在充电。</translation>
    </message>
    <message>
        <source>The state of the port is not known.</source>
        <translation>枪状态未知。</translation>
    </message>
    <message>
        <source>The last charge has ended, but its car is still plugged in.</source>
        <translation>上一单已结束，车辆未拔枪。</translation>
    </message>
    <message>
        <source>No charge is running at this port.</source>
        <translation>该枪未在充电。</translation>
    </message>
    <message>
        <source>The pile is offline: it cannot hear a stop.</source>
        <translation>桩离线，无法下发停止。</translation>
    </message>
    <message>
        <source>A stop is already under way.</source>
        <translation>停止指令执行中。</translation>
    </message>
    <message>
        <source>Only a lead changes how an account settles, its ports and its block.</source>
        <translation>仅值班长可修改付款方式、用枪上限和冻结状态。</translation>
    </message>
    <message>
        <source>The port is held for somebody already.</source>
        <translation>该枪已被预约。</translation>
    </message>
    <message>
        <source>A car is plugged in at this port.</source>
        <translation>该枪已插车。</translation>
    </message>
</context>
<context>
    <name>pd::ui::CommandTrack</name>
    <message>
        <source>No command yet</source>
        <translation>暂无指令</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <comment>time, command, its life</comment>
        <translation>%1 · %2，%3</translation>
    </message>
</context>
<context>
    <name>pd::ui::ComparePanel</name>
    <message>
        <source>Limit of the error</source>
        <translation>误差限</translation>
    </message>
    <message>
        <source>A check at commissioning, not a legal verification.</source>
        <translation>仅为调试检查，不是计量检定。</translation>
    </message>
    <message>
        <source>Registers over time</source>
        <translation>走字法</translation>
    </message>
    <message>
        <source>Read before</source>
        <translation>读起码</translation>
    </message>
    <message>
        <source>Read after</source>
        <translation>读止码</translation>
    </message>
    <message>
        <source>Reference, kWh</source>
        <translation>标准表电量（kWh）</translation>
    </message>
    <message>
        <source>Energy of the reference, kWh</source>
        <translation>标准表电量（kWh）</translation>
    </message>
    <message>
        <source>Register before</source>
        <translation>起码</translation>
    </message>
    <message>
        <source>Register after</source>
        <translation>止码</translation>
    </message>
    <message>
        <source>Short test, under a steady load</source>
        <translation>短时测试（负荷须稳定）</translation>
    </message>
    <message>
        <source>Reference, kW</source>
        <translation>标准表功率（kW）</translation>
    </message>
    <message>
        <source>Mean power of the reference, kW</source>
        <translation>标准表平均功率（kW）</translation>
    </message>
    <message>
        <source>Steps timed</source>
        <translation>已计跳字数</translation>
    </message>
    <message>
        <source>Mean power of the register</source>
        <translation>按走字计算的平均功率</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <source>Pass: %1 ± %2, limit %3</source>
        <translation>合格：%1 ± %2，限值 %3</translation>
    </message>
    <message>
        <source>Fail: %1 ± %2, limit %3</source>
        <translation>不合格：%1 ± %2，限值 %3</translation>
    </message>
    <message>
        <source>Inconclusive: %1 (step %2 kWh = ± %3)</source>
        <translation>无法判定：%1（分度 %2 kWh = ± %3）</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>请先打开线路。</translation>
    </message>
    <message>
        <source>Enter the address, or let the meter be found.</source>
        <translation>请输入表地址，或先查找电表。</translation>
    </message>
    <message>
        <source>A reading is under way.</source>
        <translation>正在读表。</translation>
    </message>
    <message>
        <source>Read the register before first.</source>
        <translation>请先读起码。</translation>
    </message>
    <message>
        <source>Stop timing</source>
        <translation>停止计时</translation>
    </message>
    <message>
        <source>Time the steps</source>
        <translation>跳字计时</translation>
    </message>
    <message>
        <source>Read before, let energy flow, read after, then enter the reference&apos;s energy.</source>
        <translation>先读起码，走一段电量后读止码，再输入标准表电量。</translation>
    </message>
    <message>
        <source>The register went back: it was reset, or the meter was replaced.</source>
        <translation>示数变小：电表已清零或已更换。</translation>
    </message>
    <message>
        <source>Enter the reference&apos;s energy as a number above 0.</source>
        <translation>请输入大于 0 的标准表电量。</translation>
    </message>
    <message>
        <source>Enter the mean power that the reference shows meanwhile.</source>
        <translation>请输入同一时段标准表的平均功率。</translation>
    </message>
    <message>
        <source>At 7 kW a register of 0.01 kWh steps about every 5 s; minutes are enough.</source>
        <translation>7 kW 时，0.01 kWh 分度的示数约 5 秒跳一次，几分钟即可。</translation>
    </message>
    <message>
        <source>Reference typed in</source>
        <translation>手工输入标准表</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>标准表</translation>
    </message>
</context>
<context>
    <name>pd::ui::ConfirmStrip</name>
    <message>
        <source>Cancel</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>pd::ui::DataTable</name>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
</context>
<context>
    <name>pd::ui::ErrorText</name>
    <message>
        <source>The cloud does not know this port.</source>
        <translation>云平台无此枪。</translation>
    </message>
    <message>
        <source>Nothing was paid. Refresh the list and pick the port again.</source>
        <translation>未扣款，刷新列表后重新选枪。</translation>
    </message>
    <message>
        <source>The pile is not connected to the cloud.</source>
        <translation>桩离线。</translation>
    </message>
    <message>
        <source>It cannot be started from here. Send the driver to another pile.</source>
        <translation>无法远程启动，引导车主换桩。</translation>
    </message>
    <message>
        <source>No car is plugged in at this port.</source>
        <translation>该枪未插车。</translation>
    </message>
    <message>
        <source>Ask the driver to plug in, then try again.</source>
        <translation>通知车主插枪后再试。</translation>
    </message>
    <message>
        <source>Another charge is running or reserved at this port.</source>
        <translation>该枪正在充电或已被预约。</translation>
    </message>
    <message>
        <source>Nothing was paid. Pick another port.</source>
        <translation>未扣款，另选充电枪。</translation>
    </message>
    <message>
        <source>The port reports a fault.</source>
        <translation>枪故障。</translation>
    </message>
    <message>
        <source>It must not be started before a site check. Pick another port.</source>
        <translation>现场检查前不得启动，另选充电枪。</translation>
    </message>
    <message>
        <source>There is no account with this phone number.</source>
        <translation>该手机号无账户。</translation>
    </message>
    <message>
        <source>Check the digits with the driver, or let the driver register first.</source>
        <translation>与车主核对号码，或由车主先注册。</translation>
    </message>
    <message>
        <source>This is not a phone number.</source>
        <translation>手机号格式有误。</translation>
    </message>
    <message>
        <source>Enter the eleven digits, beginning with 1.</source>
        <translation>输入以1开头的11位号码。</translation>
    </message>
    <message>
        <source>This account is blocked.</source>
        <translation>账户已冻结。</translation>
    </message>
    <message>
        <source>It cannot charge. Hand the call to customer support.</source>
        <translation>不能充电，转客服处理。</translation>
    </message>
    <message>
        <source>All ports that this account may use are in use.</source>
        <translation>该账户在用枪数已达上限。</translation>
    </message>
    <message>
        <source>Nothing was paid. One of its charges must end before another can start.</source>
        <translation>未扣款，结束一单后方可再启动。</translation>
    </message>
    <message>
        <source>This amount is not accepted.</source>
        <translation>金额不符合要求。</translation>
    </message>
    <message>
        <source>Enter yuan with at most two decimals, within the limits of the cloud.</source>
        <translation>单位为元，最多两位小数，不超出云平台限额。</translation>
    </message>
    <message>
        <source>The cloud does not offer this way of charging.</source>
        <translation>云平台不支持该充电方式。</translation>
    </message>
    <message>
        <source>Choose to charge by energy.</source>
        <translation>改选按电量充电。</translation>
    </message>
    <message>
        <source>The payment channel does not answer.</source>
        <translation>支付渠道无响应。</translation>
    </message>
    <message>
        <source>Nothing was paid. Try again in a minute, or choose the other method.</source>
        <translation>未扣款，稍后再试或更换支付方式。</translation>
    </message>
    <message>
        <source>The payment was refused.</source>
        <translation>支付被拒绝。</translation>
    </message>
    <message>
        <source>Nothing was paid. Ask the driver, or choose the other method.</source>
        <translation>未扣款，询问车主或更换支付方式。</translation>
    </message>
    <message>
        <source>User name or password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>Check the keyboard layout and type both again.</source>
        <translation>检查大小写与输入法后重新输入。</translation>
    </message>
    <message>
        <source>Address, user name or password is missing.</source>
        <translation>地址、用户名或密码未填。</translation>
    </message>
    <message>
        <source>The address looks like https://cloud.example.com; fill in all three.</source>
        <translation>三项均须填写，地址形如 https://cloud.example.com。</translation>
    </message>
    <message>
        <source>Nobody is signed in any more.</source>
        <translation>登录已退出。</translation>
    </message>
    <message>
        <source>Sign in again; running charges go on by themselves.</source>
        <translation>重新登录；进行中的充电不受影响。</translation>
    </message>
    <message>
        <source>The order has moved on in the meantime.</source>
        <translation>订单状态已变化。</translation>
    </message>
    <message>
        <source>Look at its present state before acting again.</source>
        <translation>核对订单当前状态后再操作。</translation>
    </message>
    <message>
        <source>The payer has not confirmed yet.</source>
        <translation>付款方尚未确认支付。</translation>
    </message>
    <message>
        <source>Charging can start once the payment has arrived.</source>
        <translation>到账后方可启动充电。</translation>
    </message>
    <message>
        <source>The pile refused the command.</source>
        <translation>桩拒绝执行指令。</translation>
    </message>
    <message>
        <source>What was paid is returned unless it starts. Check plug and display at the pile.</source>
        <translation>未启动则已付款原路退回，检查插枪情况和桩屏显示。</translation>
    </message>
    <message>
        <source>The pile did not answer the command in time.</source>
        <translation>桩应答超时。</translation>
    </message>
    <message>
        <source>Whether it acted is not known. Watch status and meter before trying again.</source>
        <translation>指令是否执行未知，核对状态与电表后再试。</translation>
    </message>
    <message>
        <source>The pile accepted the command, but status and meter did not follow.</source>
        <translation>桩已受理指令，但状态与电表未响应。</translation>
    </message>
    <message>
        <source>Have somebody look at the pile before trying again.</source>
        <translation>现场检查后再试。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what happened, then what to do</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The cloud cannot be reached.</source>
        <translation>无法连接云平台。</translation>
    </message>
    <message>
        <source>What is shown may be old. It is tried again by itself; check the network.</source>
        <translation>数据可能过期，正在自动重连；检查网络。</translation>
    </message>
    <message>
        <source>The cloud did not answer in time.</source>
        <translation>云平台应答超时。</translation>
    </message>
    <message>
        <source>Whether it acted is not known. Look at the present state before trying again.</source>
        <translation>操作是否生效未知，核对当前状态后再试。</translation>
    </message>
    <message>
        <source>The cloud refused.</source>
        <translation>云平台拒绝。</translation>
    </message>
    <message>
        <source>Nothing was changed. Check what was entered.</source>
        <translation>未作任何更改，检查输入内容。</translation>
    </message>
    <message>
        <source>Somebody else is using this now.</source>
        <translation>正被他人占用。</translation>
    </message>
    <message>
        <source>Try again when they have finished.</source>
        <translation>待其结束后再试。</translation>
    </message>
    <message>
        <source>The answer could not be understood.</source>
        <translation>应答无法解析。</translation>
    </message>
    <message>
        <source>Console and cloud may be of different versions. Tell the administrator.</source>
        <translation>控制台与云平台版本可能不一致，联系管理员。</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>当前角色无此权限。</translation>
    </message>
    <message>
        <source>Ask a colleague who has the right.</source>
        <translation>由有权限的同事处理。</translation>
    </message>
    <message>
        <source>The sign-in has ended.</source>
        <translation>登录已失效。</translation>
    </message>
    <message>
        <source>The state has changed in the meantime.</source>
        <translation>状态已变化。</translation>
    </message>
    <message>
        <source>Look at the present state before acting again.</source>
        <translation>核对当前状态后再操作。</translation>
    </message>
    <message>
        <source>This does not exist at the cloud.</source>
        <translation>云平台无此记录。</translation>
    </message>
    <message>
        <source>Refresh, and check the number.</source>
        <translation>刷新并核对编号。</translation>
    </message>
    <message>
        <source>What was entered is not valid.</source>
        <translation>输入无效。</translation>
    </message>
    <message>
        <source>Correct the marked field.</source>
        <translation>更正标出的字段。</translation>
    </message>
    <message>
        <source>This cloud does not offer it.</source>
        <translation>云平台不支持此功能。</translation>
    </message>
    <message>
        <source>Use another way, or another cloud.</source>
        <translation>换一种方式，或换用其他云平台。</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Nothing more happens.</source>
        <translation>不再执行后续操作。</translation>
    </message>
    <message>
        <source>The data could not be stored.</source>
        <translation>数据保存失败。</translation>
    </message>
    <message>
        <source>Check the free space of the disk and tell the administrator.</source>
        <translation>检查磁盘剩余空间，联系管理员。</translation>
    </message>
    <message>
        <source>Something unforeseen went wrong.</source>
        <translation>发生意外错误。</translation>
    </message>
    <message>
        <source>The log holds the details. Tell the administrator if it comes back.</source>
        <translation>详情见日志，再次出现时联系管理员。</translation>
    </message>
    <message>
        <source>The meter does not answer.</source>
        <translation>电表无应答。</translation>
    </message>
    <message>
        <source>Check that A and B are not swapped, that the meter has power, its address, and baud rate and parity of the line.</source>
        <translation>检查A、B是否接反，电表是否上电，通信地址、波特率和校验位是否正确。</translation>
    </message>
    <message>
        <source>The adapter hears only itself; the meter does not answer.</source>
        <translation>仅收到转换器自身回波，电表无应答。</translation>
    </message>
    <message>
        <source>The line works up to the adapter. Check A and B, the meter&apos;s power, its address, and baud rate and parity.</source>
        <translation>串口至转换器正常，检查A、B接线、电表供电、通信地址、波特率和校验位。</translation>
    </message>
    <message>
        <source>Something answers, but not this meter.</source>
        <translation>有应答，但不是该电表。</translation>
    </message>
    <message>
        <source>Check the address. Another master, or another meter, may be talking on the line.</source>
        <translation>核对通信地址，总线上可能有其他主站或电表。</translation>
    </message>
    <message>
        <source>The answers arrive damaged.</source>
        <translation>应答报文损坏。</translation>
    </message>
    <message>
        <source>No value is shown from them. Check parity and baud rate, terminator and ground; more than one meter may be answering at once.</source>
        <translation>坏帧不取值。检查校验位、波特率、终端电阻和接地，也可能多块电表同时应答。</translation>
    </message>
    <message>
        <source>The meter refuses the request.</source>
        <translation>电表异常应答。</translation>
    </message>
    <message>
        <source>It does not offer these values. The frame log shows its error bits.</source>
        <translation>电表不支持这些数据项，错误信息字见报文。</translation>
    </message>
    <message>
        <source>Another program is using this line.</source>
        <translation>串口被其他程序占用。</translation>
    </message>
    <message>
        <source>Close it there, then open the line again.</source>
        <translation>在该程序中关闭后重新打开串口。</translation>
    </message>
    <message>
        <source>There is no such device.</source>
        <translation>无此串口。</translation>
    </message>
    <message>
        <source>Plug the adapter in, or check the path.</source>
        <translation>插入转换器或核对路径。</translation>
    </message>
    <message>
        <source>The system does not let this user open the line.</source>
        <translation>当前系统用户无权打开串口。</translation>
    </message>
    <message>
        <source>Add the user to the group dialout, then sign in to the system anew.</source>
        <translation>将用户加入 dialout 组，重新登录系统。</translation>
    </message>
    <message>
        <source>The adapter does not take these settings.</source>
        <translation>转换器不支持此串口参数。</translation>
    </message>
    <message>
        <source>Choose another baud rate or parity, or another adapter.</source>
        <translation>更换波特率、校验位或转换器。</translation>
    </message>
    <message>
        <source>The line could not be opened.</source>
        <translation>串口打开失败。</translation>
    </message>
    <message>
        <source>Unplug the adapter, plug it in again and try once more.</source>
        <translation>重新插拔转换器后再试。</translation>
    </message>
    <message>
        <source>The line is gone: its adapter was pulled out or its device vanished.</source>
        <translation>串口已断开：转换器被拔出或设备消失。</translation>
    </message>
    <message>
        <source>The line is not open.</source>
        <translation>串口未打开。</translation>
    </message>
    <message>
        <source>Open it first.</source>
        <translation>先打开串口。</translation>
    </message>
    <message>
        <source>This protocol is not offered yet.</source>
        <translation>暂不支持该规约。</translation>
    </message>
    <message>
        <source>Choose DL/T 645-2007.</source>
        <translation>改选 DL/T 645-2007。</translation>
    </message>
    <message>
        <source>This is not the address of a meter.</source>
        <translation>通信地址无效。</translation>
    </message>
    <message>
        <source>Enter the digits printed on it, at most twelve, or let it be found.</source>
        <translation>输入表上所印地址，最多12位数字，或自动搜表。</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>文件写入失败。</translation>
    </message>
    <message>
        <source>Choose another folder, and check the free space of the disk.</source>
        <translation>更换文件夹，检查磁盘剩余空间。</translation>
    </message>
    <message>
        <source>The pile does not know this command.</source>
        <translation>桩不支持此指令。</translation>
    </message>
    <message>
        <source>It must be started and stopped at the pile itself.</source>
        <translation>只能在桩上启动和停止。</translation>
    </message>
    <message>
        <source>The pile accepted the start, but no charge began.</source>
        <translation>桩已受理启动，但未开始充电。</translation>
    </message>
    <message>
        <source>What was paid goes back. Have the plug checked, or use another pile.</source>
        <translation>已付款原路退回。现场检查插枪情况或换桩。</translation>
    </message>
    <message>
        <source>The pile accepted the stop, but goes on charging.</source>
        <translation>桩已受理停止，但仍在充电。</translation>
    </message>
    <message>
        <source>Stop it again; if that fails too, have it stopped at the pile.</source>
        <translation>再次停止；仍无效时在桩上停止。</translation>
    </message>
    <message>
        <source>The charge began, but the meter does not rise.</source>
        <translation>已开始充电，但电表示数未上升。</translation>
    </message>
    <message>
        <source>Ask whether the car is full or locked; nothing is billed without energy.</source>
        <translation>询问车主车辆是否已充满或已锁车；未充入电量不计费。</translation>
    </message>
    <message>
        <source>This station has no price plan in force.</source>
        <translation>该场站无生效电价。</translation>
    </message>
    <message>
        <source>Nothing was paid. Tell the lead; until then use another station.</source>
        <translation>未扣款。通知值班长，期间改用其他场站。</translation>
    </message>
    <message>
        <source>Too many people are signing in at this moment.</source>
        <translation>当前登录人数过多。</translation>
    </message>
    <message>
        <source>Wait a few seconds and sign in again.</source>
        <translation>稍后重新登录。</translation>
    </message>
    <message>
        <source>No cloud can be reached at this address.</source>
        <translation>该地址无法连接云平台。</translation>
    </message>
    <message>
        <source>Check address and port, the network, and whether the cloud is running.</source>
        <translation>请检查地址、端口和网络，并确认云平台已启动。</translation>
    </message>
    <message>
        <source>The cloud at this address does not answer.</source>
        <translation>该地址的云平台无应答。</translation>
    </message>
    <message>
        <source>Check the address, wait a moment and sign in again.</source>
        <translation>请核对地址，稍后重新登录。</translation>
    </message>
    <message>
        <source>What answers at this address is not a PileDeck cloud.</source>
        <translation>该地址不是 PileDeck 云平台。</translation>
    </message>
    <message>
        <source>Check address and port. The password was not accepted by anybody.</source>
        <translation>请核对地址和端口，登录未完成。</translation>
    </message>
    <message>
        <source>The certificate of the cloud cannot be trusted.</source>
        <translation>云平台证书不可信。</translation>
    </message>
    <message>
        <source>Check the address. Do not go on before the administrator has cleared it.</source>
        <translation>请核对地址，在管理员确认前不要继续登录。</translation>
    </message>
    <message>
        <source>The meter refused the password.</source>
        <translation>电能表拒绝了密码。</translation>
    </message>
    <message>
        <source>It is not sent to this meter again: after five wrong ones most meters lock for a day. Ask for the right password and its level.</source>
        <translation>该密码不会再发给这块表：多数电能表连错五次即闭锁一天。请问清正确的密码及其权限级别。</translation>
    </message>
    <message>
        <source>The meter does not let its address be changed.</source>
        <translation>电能表不允许修改通信地址。</translation>
    </message>
    <message>
        <source>Press the programming key under its seal, then try again within some minutes.</source>
        <translation>请按下铅封内的编程键，并在几分钟内重试。</translation>
    </message>
    <message>
        <source>This meter has refused this password before.</source>
        <translation>这块表此前已拒绝过该密码。</translation>
    </message>
    <message>
        <source>Nothing was sent. Use another password, or release the lock-out with a reason if the meter&apos;s password was changed.</source>
        <translation>未下发任何命令。请换一个密码；若表内密码已更改，请填写原因后解除闭锁保护。</translation>
    </message>
    <message>
        <source>One more wrong password may lock the meter for a day.</source>
        <translation>再错一次密码，电能表可能闭锁一天。</translation>
    </message>
    <message>
        <source>Nothing was sent. Be sure of the password, then release the lock-out with a reason.</source>
        <translation>未下发任何命令。请先确认密码无误，再填写原因解除闭锁保护。</translation>
    </message>
    <message>
        <source>More than one meter answers.</source>
        <translation>有不止一块表应答。</translation>
    </message>
    <message>
        <source>Nothing was written. Leave only the meter that is meant on the line, or enter its whole address.</source>
        <translation>未写入任何内容。请让总线上只留下要设置的表，或输入完整的通信地址。</translation>
    </message>
    <message>
        <source>The meter on the line has another address than the one above.</source>
        <translation>总线上电能表的地址与上方填写的不一致。</translation>
    </message>
    <message>
        <source>Nothing was written. Let the meter be found first.</source>
        <translation>未写入任何内容。请先搜索电能表。</translation>
    </message>
    <message>
        <source>The clock is more than five minutes wrong.</source>
        <translation>表内时钟误差超过五分钟。</translation>
    </message>
    <message>
        <source>Meters take no more by broadcast, so nothing was sent. Set the clock with the password.</source>
        <translation>广播校时只能修正五分钟以内的误差，因此未下发。请用密码设置时钟。</translation>
    </message>
    <message>
        <source>The time was broadcast here today already.</source>
        <translation>今天已在此广播校时一次。</translation>
    </message>
    <message>
        <source>Meters take it once a day, so nothing was sent. Set the clock with the password, or wait until tomorrow.</source>
        <translation>电能表每天只接受一次广播校时，因此未下发。请用密码设置时钟，或明天再试。</translation>
    </message>
    <message>
        <source>It is within five minutes of midnight.</source>
        <translation>现在距零点不足五分钟。</translation>
    </message>
    <message>
        <source>Date and time travel apart, so nothing was sent. Try again in ten minutes.</source>
        <translation>日期与时间是分别下发的，因此未下发。请十分钟后再试。</translation>
    </message>
    <message>
        <source>The meter&apos;s clock shows no time.</source>
        <translation>电能表时钟没有有效时间。</translation>
    </message>
    <message>
        <source>Its battery may be empty. Set the clock with the password; if it is lost again, the meter must be exchanged.</source>
        <translation>时钟电池可能已耗尽。请用密码设置时钟；若再次丢失，须更换电能表。</translation>
    </message>
    <message>
        <source>The answer was lost, and the meter still shows the old value.</source>
        <translation>应答丢失，电能表仍是原来的值。</translation>
    </message>
    <message>
        <source>Nothing was changed. Check the line; it counts as a password that may have been refused.</source>
        <translation>内容未改变。请检查线路；本次按“密码可能被拒绝”计数。</translation>
    </message>
    <message>
        <source>The answer was lost: the meter may have acted or not.</source>
        <translation>应答丢失：电能表可能已执行，也可能未执行。</translation>
    </message>
    <message>
        <source>Read the meter, and look at it, before trying again.</source>
        <translation>请先抄读并查看电能表，再决定是否重试。</translation>
    </message>
    <message>
        <source>The meter accepted, and shows something else.</source>
        <translation>电能表已接受，但回读的值不一致。</translation>
    </message>
    <message>
        <source>It must not be relied on. Read it again; if it stays so, note both values and tell the maker.</source>
        <translation>结果不可采信。请再抄读一次；若仍不一致，请记下两个值并联系厂家。</translation>
    </message>
    <message>
        <source>The meter declined.</source>
        <translation>电能表拒绝执行。</translation>
    </message>
    <message>
        <source>Nothing was changed. It does not offer this, or its state forbids it; the frame log shows its error bits.</source>
        <translation>内容未改变。电能表不支持该操作，或当前状态不允许；报文记录中可查看错误字。</translation>
    </message>
    <message>
        <source>The audit file cannot be written.</source>
        <translation>审计记录无法写入。</translation>
    </message>
    <message>
        <source>Nothing was sent: what is not recorded is not done. Check the free space of the disk and the rights of the folder.</source>
        <translation>未下发任何命令：不能留痕的操作一律不执行。请检查磁盘剩余空间和文件夹权限。</translation>
    </message>
    <message>
        <source>It was sent, but its outcome could not be recorded.</source>
        <translation>命令已下发，但结果未能记入审计记录。</translation>
    </message>
    <message>
        <source>Read the meter and note the result by hand. Check the free space of the disk.</source>
        <translation>请抄读电能表并手工记下结果，同时检查磁盘剩余空间。</translation>
    </message>
    <message>
        <source>A password has six digits.</source>
        <translation>密码为六位数字。</translation>
    </message>
    <message>
        <source>Nothing was sent. Type it again.</source>
        <translation>未下发任何命令。请重新输入。</translation>
    </message>
    <message>
        <source>A reason is missing.</source>
        <translation>未填写原因。</translation>
    </message>
    <message>
        <source>Write why; it is recorded with your name.</source>
        <translation>请写明原因；原因会连同您的用户名一并记录。</translation>
    </message>
    <message>
        <source>This kind of meter cannot be set from here.</source>
        <translation>此类电能表不能在这里设置。</translation>
    </message>
    <message>
        <source>Use the meter&apos;s own keys.</source>
        <translation>请使用电能表自身的按键。</translation>
    </message>
    <message>
        <source>The pile has not confirmed the price plan in force yet.</source>
        <translation>该桩尚未确认当前生效的价格方案。</translation>
    </message>
    <message>
        <source>It starts as soon as the pile confirms; if it never does, what was paid goes back.</source>
        <translation>桩确认后立即启动；若一直未确认，已付款项原路退回。</translation>
    </message>
    <message>
        <source>Nobody decides on a draft of their own.</source>
        <translation>自己起草的方案不能由自己审批。</translation>
    </message>
    <message>
        <source>Ask another lead to look at it.</source>
        <translation>请另一位班长审批。</translation>
    </message>
    <message>
        <source>Somebody else drafted this version.</source>
        <translation>该版本由他人起草。</translation>
    </message>
    <message>
        <source>Draft a version of your own, or ask them to change it.</source>
        <translation>请另行起草，或请起草人修改。</translation>
    </message>
    <message>
        <source>The start of this version has passed.</source>
        <translation>该版本的生效时间已过。</translation>
    </message>
    <message>
        <source>Draft it again with a later start, or with none to begin on approval.</source>
        <translation>请重新起草并填写更晚的生效时间；留空则批准后立即生效。</translation>
    </message>
    <message>
        <source>These prices are in force already.</source>
        <translation>这些价格已在执行。</translation>
    </message>
    <message>
        <source>Nothing was submitted. Change something first.</source>
        <translation>未提交。请先修改价格。</translation>
    </message>
    <message>
        <source>A price of this plan is out of range.</source>
        <translation>方案中有价格超出范围。</translation>
    </message>
    <message>
        <source>Check every field: from 0 to 100 yuan, in the currency of the station.</source>
        <translation>请逐项核对：0 至 100 元，币种与电站一致。</translation>
    </message>
    <message>
        <source>A refusal needs a reason.</source>
        <translation>驳回须填写原因。</translation>
    </message>
    <message>
        <source>Write it down for whoever drafted the version.</source>
        <translation>请写明原因，供起草人修改。</translation>
    </message>
    <message>
        <source>A field holds no price.</source>
        <translation>有一项不是有效价格。</translation>
    </message>
    <message>
        <source>Enter yuan, such as 0.45; none may be below 0.</source>
        <translation>请按元填写，如 0.45，不得为负。</translation>
    </message>
    <message>
        <source>A field holds no whole number of minutes.</source>
        <translation>有一项不是整数分钟。</translation>
    </message>
    <message>
        <source>Enter minutes from 0 up to seven days.</source>
        <translation>请填写 0 分钟至七天以内的分钟数。</translation>
    </message>
    <message>
        <source>The start cannot be read.</source>
        <translation>生效时间无法识别。</translation>
    </message>
    <message>
        <source>Enter it like 2026-03-16 22:00, or leave it empty to begin on approval.</source>
        <translation>请按 2026-03-16 22:00 的格式填写；留空则批准后立即生效。</translation>
    </message>
    <message>
        <source>This version has moved on in the meantime.</source>
        <translation>该版本的状态已变化。</translation>
    </message>
    <message>
        <source>A band of the day has no price.</source>
        <translation>有时段未定价。</translation>
    </message>
    <message>
        <source>Enter what it costs, or draw another band over its hours.</source>
        <translation>请填写价格，或把这些时段涂成其他类型。</translation>
    </message>
    <message>
        <source>This port is reserved for another driver.</source>
        <translation>该枪已被其他司机预约。</translation>
    </message>
    <message>
        <source>Earlier bills of this account are unpaid.</source>
        <translation>该账户有未结清的账单。</translation>
    </message>
    <message>
        <source>Nothing was paid. They must be settled first.</source>
        <translation>未收款。请先结清再充电。</translation>
    </message>
    <message>
        <source>No bank card is bound to this account.</source>
        <translation>该账户未绑定银行卡。</translation>
    </message>
    <message>
        <source>Nothing was paid. Choose the network platform.</source>
        <translation>未收款。请改用网络支付。</translation>
    </message>
    <message>
        <source>This start lies in the past, or more than a day ahead.</source>
        <translation>启动时间已过，或距今超过一天。</translation>
    </message>
    <message>
        <source>Nothing was paid. Choose a time within the next 24 hours.</source>
        <translation>未收款。请选择24小时以内的时间。</translation>
    </message>
    <message>
        <source>A reservation must end soon, and in the future.</source>
        <translation>预约的截止时间无效。</translation>
    </message>
    <message>
        <source>Nothing was reserved. Choose a time that the price plan allows.</source>
        <translation>未预约。请选择价格方案允许的时间。</translation>
    </message>
    <message>
        <source>The cloud does not know this reservation.</source>
        <translation>平台没有这笔预约。</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>请刷新列表。</translation>
    </message>
    <message>
        <source>This reservation is over already.</source>
        <translation>该预约已结束。</translation>
    </message>
    <message>
        <source>Nothing was changed. Refresh the list to see how it ended.</source>
        <translation>未做任何更改。请刷新列表查看结果。</translation>
    </message>
    <message>
        <source>This account owes nothing.</source>
        <translation>该账户没有待结算的费用。</translation>
    </message>
    <message>
        <source>Nothing was charged. Refresh the list.</source>
        <translation>未收款。请刷新列表。</translation>
    </message>
    <message>
        <source>One of these charges is paid already, or is of another account.</source>
        <translation>所选订单中有已支付的，或不属于同一账户。</translation>
    </message>
    <message>
        <source>Nothing was charged. Refresh the list and select again.</source>
        <translation>未收款。请刷新列表后重新选择。</translation>
    </message>
    <message>
        <source>A payment for one of these charges is under way.</source>
        <translation>所选订单中有正在支付的。</translation>
    </message>
    <message>
        <source>No second one was made. Wait until the payer has confirmed or the payment has ended.</source>
        <translation>未重复发起收款。请等待付款人确认，或等该笔支付结束。</translation>
    </message>
    <message>
        <source>Ask somebody who may: a lead decides on prices.</source>
        <translation>请联系有权限的人员；价格由班长审批。</translation>
    </message>
    <message>
        <source>This line is only being listened to.</source>
        <translation>该串口正处于监听状态。</translation>
    </message>
    <message>
        <source>Stop listening, then ask the meter.</source>
        <translation>请先停止监听，再抄读电能表。</translation>
    </message>
    <message>
        <source>Meters on this line are being polled.</source>
        <translation>该串口上正在轮抄。</translation>
    </message>
    <message>
        <source>Stop polling, then listen.</source>
        <translation>请先停止轮抄，再开始监听。</translation>
    </message>
    <message>
        <source>The meter does not let this be changed.</source>
        <translation>电能表不允许更改此项。</translation>
    </message>
    <message>
        <source>Press its programming key, which may be under the seal, and try once more.</source>
        <translation>请按下电能表的编程键（可能在铅封内），然后重试。</translation>
    </message>
    <message>
        <source>The meter accepted the new rate and still answers at the old one.</source>
        <translation>电能表已接受新速率，但仍按原速率应答。</translation>
    </message>
    <message>
        <source>The line stays at the old rate. Some meters change only after their power was off, or with the programming key pressed.</source>
        <translation>串口保持原速率。有些电能表需断电重启或按下编程键后才会切换速率。</translation>
    </message>
    <message>
        <source>The meter answers neither at the new rate nor at the old one.</source>
        <translation>新速率和原速率下电能表均无应答。</translation>
    </message>
    <message>
        <source>Look for it with &quot;Find meters&quot;. Its power switched off and on may bring the old rate back.</source>
        <translation>请用“查找电表”查找。断电再上电后可能恢复原速率。</translation>
    </message>
    <message>
        <source>This line is a gateway with a rate of its own: the meter would be out of reach. Nothing was sent.</source>
        <translation>该线路是自带速率的串口网关，更改后将无法访问电能表。未发送任何命令。</translation>
    </message>
    <message>
        <source>Change the rate of the meter through a serial adapter.</source>
        <translation>请改用串口适配器更改电能表的速率。</translation>
    </message>
    <message>
        <source>The new password is the old one, or not six digits.</source>
        <translation>新密码与原密码相同，或不是 6 位数字。</translation>
    </message>
    <message>
        <source>Enter six digits that differ from the present password.</source>
        <translation>请输入与当前密码不同的 6 位数字。</translation>
    </message>
    <message>
        <source>No meter can freeze at this moment.</source>
        <translation>该冻结时间无效。</translation>
    </message>
    <message>
        <source>Choose a day from 1 to 28.</source>
        <translation>请选择 1 至 28 日。</translation>
    </message>
    <message>
        <source>This energy is not accepted.</source>
        <translation>电量无效。</translation>
    </message>
    <message>
        <source>Enter kWh with at most two decimals, within the limits of the cloud.</source>
        <translation>输入 kWh，最多两位小数，且不超出平台限值。</translation>
    </message>
    <message>
        <source>This time is not accepted.</source>
        <translation>时长无效。</translation>
    </message>
    <message>
        <source>Enter whole minutes, from 1 to 1440.</source>
        <translation>输入 1 至 1440 的整数分钟。</translation>
    </message>
    <message>
        <source>This is not a time of day.</source>
        <translation>时间无效。</translation>
    </message>
    <message>
        <source>Enter hours and minutes, such as 00:30.</source>
        <translation>按“时:分”输入，如 00:30。</translation>
    </message>
    <message>
        <source>The server at this address does not speak TLS (https).</source>
        <translation>该地址的服务器不支持 TLS（https）。</translation>
    </message>
    <message>
        <source>Check the port; where the cloud has no certificate, the address begins with http://.</source>
        <translation>请检查端口；云平台未配置证书时，地址以 http:// 开头。</translation>
    </message>
    <message>
        <source>The values shown are the last ones. Plug the adapter in again: the line then opens by itself, and the reading goes on.</source>
        <translation>显示的是断开前的数值。重新插上转换器，串口会自动打开，抄表继续。</translation>
    </message>
</context>
<context>
    <name>pd::ui::Figures</name>
    <message>
        <source>%1 s</source>
        <comment>age in seconds</comment>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>age in minutes</comment>
        <translation>%1分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>age in hours</comment>
        <translation>%1小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>age in days</comment>
        <translation>%1天</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>duration</comment>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <comment>duration</comment>
        <translation>%1分%2秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>duration</comment>
        <translation>%1小时%2分</translation>
    </message>
</context>
<context>
    <name>pd::ui::FindField</name>
    <message>
        <source>Nothing found: try the last digits of the pile</source>
        <translation>无结果，可输入桩号尾数</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a pile or session…  Ctrl+K</source>
        <translation>查找桩或订单…  Ctrl+K</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>pd::ui::FindPanel</name>
    <message>
        <source>All protocols</source>
        <translation>全部规约</translation>
    </message>
    <message>
        <source>Protocols to look for</source>
        <translation>要查找的规约</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部参数</translation>
    </message>
    <message>
        <source>Goes on after the first meter, through all settings and Modbus units</source>
        <translation>找到第一块表后继续，试遍全部参数和 Modbus 从站号</translation>
    </message>
    <message>
        <source>Add to the line</source>
        <translation>加入本线路</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>查找进度</translation>
    </message>
    <message>
        <source>Meters found</source>
        <translation>找到的电表</translation>
    </message>
    <message>
        <source>The search listens first, then asks at the likely settings. It only reads.</source>
        <translation>先监听，再按常用参数询问；只读不写。</translation>
    </message>
    <message>
        <source>What the line shows</source>
        <translation>线路情况</translation>
    </message>
    <message>
        <source>Nothing wrong was seen on the line.</source>
        <translation>线路上未发现异常。</translation>
    </message>
    <message>
        <source>asking</source>
        <translation>询问中</translation>
    </message>
    <message>
        <source>telling several apart</source>
        <translation>区分多块电表</translation>
    </message>
    <message>
        <source>checking what was found</source>
        <translation>核对找到的电表</translation>
    </message>
    <message>
        <source>asking all units</source>
        <translation>逐个询问从站号</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>监听中</translation>
    </message>
    <message>
        <source>The line is being opened.</source>
        <translation>正在打开线路。</translation>
    </message>
    <message>
        <source>Cancelled. Found: %1</source>
        <translation>已取消，找到 %1 块</translation>
    </message>
    <message>
        <source>No meter found</source>
        <translation>未找到电表</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <comment>meters</comment>
        <translation>找到 %1 块</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>监听中</translation>
    </message>
    <message>
        <source>%1, %2. At most %3 more. Found: %4</source>
        <comment>settings, what is done, remaining time, meters</comment>
        <translation>%1，%2，最多还需 %3，已找到 %4 块</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Find meters</source>
        <translation>查找电表</translation>
    </message>
    <message>
        <source>Its answers cannot be trusted: read what the line shows.</source>
        <translation>其应答不可信，请看线路情况。</translation>
    </message>
    <message>
        <source>Select a meter in the table.</source>
        <translation>请在表格中选择电表。</translation>
    </message>
</context>
<context>
    <name>pd::ui::Finder</name>
    <message>
        <source>Pile %1</source>
        <translation>桩 %1</translation>
    </message>
    <message>
        <source>%1 · bay %2 · %3</source>
        <comment>station, bay, state</comment>
        <translation>%1 · 车位 %2 · %3</translation>
    </message>
    <message>
        <source>Session %1</source>
        <comment>a date and time</comment>
        <translation>订单 %1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>pile, account, state</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>pd::ui::FindingText</name>
    <message>
        <source>Not one byte came back to {requests} requests.</source>
        <translation>发出 {requests} 次请求，没有收到任何字节。</translation>
    </message>
    <message>
        <source>Nothing is connected that answers. Swap A and B, check the meter&apos;s power, the port, and the adapter&apos;s direction line.</source>
        <translation>线上没有设备应答。请对调 A、B 线，检查电表供电、所选串口和转换器的收发切换线。</translation>
    </message>
    <message>
        <source>Only the adapter&apos;s own echo came back.</source>
        <translation>只收到转换器自己的回波。</translation>
    </message>
    <message>
        <source>The line works up to the adapter. Swap A and B, and check the meter&apos;s power.</source>
        <translation>到转换器为止线路正常。请对调 A、B 线，并检查电表供电。</translation>
    </message>
    <message>
        <source>The adapter hears what it sends itself.</source>
        <translation>转换器会收到自己发出的内容。</translation>
    </message>
    <message>
        <source>Its echo was recognised and filtered out. Nothing needs to be done.</source>
        <translation>回波已识别并滤除，无需处理。</translation>
    </message>
    <message>
        <source>{bytes} bytes came that make no frame.</source>
        <translation>收到 {bytes} 个字节，但不成帧。</translation>
    </message>
    <message>
        <source>Baud rate or parity differ from the meter&apos;s. Try 1200, 2400, 4800 and 9600 with even, no and odd parity.</source>
        <translation>波特率或校验位与电表不一致。请试 1200、2400、4800、9600，配合偶校验、无校验、奇校验。</translation>
    </message>
    <message>
        <source>{percent} % of the answers arrive damaged ({damaged} of {attempts}).</source>
        <translation>{percent} % 的应答有损坏（{attempts} 次中 {damaged} 次）。</translation>
    </message>
    <message>
        <source>The line is disturbed. Check the terminators of 120 ohms at both ends, bias, ground and shield; at 9600 bit/s it may be about 1200 m long.</source>
        <translation>线路受到干扰。请检查两端 120 欧终端电阻、偏置、接地和屏蔽层；9600 bit/s 时线路最长约 1200 米。</translation>
    </message>
    <message>
        <source>Most answers arrive damaged ({damaged} of {attempts}).</source>
        <translation>多数应答有损坏（{attempts} 次中 {damaged} 次）。</translation>
    </message>
    <message>
        <source>No value is shown from them. Check the wiring, and whether several devices speak at once.</source>
        <translation>不显示由此得到的数值。请检查接线，以及是否有多个设备同时发送。</translation>
    </message>
    <message>
        <source>Answers begin right and end broken ({damaged} of {attempts}).</source>
        <translation>应答开头正确、结尾破损（{attempts} 次中 {damaged} 次）。</translation>
    </message>
    <message>
        <source>Two speak at once: two meters of one address, or the pile&apos;s own controller that still asks. Disconnect one of them.</source>
        <translation>有两方同时发送：两块电表地址相同，或充电桩自身的控制器仍在轮询。请断开其中一方。</translation>
    </message>
    <message>
        <source>Address {address} is suspected to be there twice.</source>
        <translation>怀疑地址 {address} 重复。</translation>
    </message>
    <message>
        <source>None of its values is shown as good. Disconnect one meter, give it another address, then search again.</source>
        <translation>不把它的任何数值当作正常值显示。请断开其中一块电表，改用其他地址后重新搜索。</translation>
    </message>
    <message>
        <source>{count} meters answer on this line at once.</source>
        <translation>本线路上有 {count} 块电表同时应答。</translation>
    </message>
    <message>
        <source>They were told apart by their addresses. Read each by its own address.</source>
        <translation>已按地址区分。请按各自的地址抄读。</translation>
    </message>
    <message>
        <source>Somebody else asks on this line: {protocol}, {settings}.</source>
        <translation>线路上另有主站在轮询：{protocol}，{settings}。</translation>
    </message>
    <message>
        <source>It is probably the pile&apos;s own controller. Disconnect it while you work here, or only listen.</source>
        <translation>很可能是充电桩自身的控制器。在此操作期间请将其断开，或只监听。</translation>
    </message>
    <message>
        <source>Meter {address} answered though it was not asked.</source>
        <translation>电表 {address} 未被询问却作出应答。</translation>
    </message>
    <message>
        <source>It is a reply to a wildcard, or the meter has another address than it says. Use the address that it answers with.</source>
        <translation>这是对通配地址的应答，或电表的实际地址不同。请使用应答中的地址。</translation>
    </message>
    <message>
        <source>The meter understood and refused ({reason}).</source>
        <translation>电表收到请求但拒绝执行（{reason}）。</translation>
    </message>
    <message>
        <source>The wiring is fine. Check identifier, register map or profile, and function.</source>
        <translation>接线没有问题。请检查数据标识、寄存器表或电表型号配置，以及功能码。</translation>
    </message>
    <message>
        <source>Answers come after they were given up.</source>
        <translation>应答在超时之后才到。</translation>
    </message>
    <message>
        <source>The meter or a gateway is slow. Allow more time for an answer.</source>
        <translation>电表或网关较慢。请延长等待时间。</translation>
    </message>
    <message>
        <source>There is talk on the line, but no answer to what was asked.</source>
        <translation>线路上有通信，但没有对本次请求的应答。</translation>
    </message>
    <message>
        <source>Another master is at work, or the address is wrong. Listen for a while, then ask the meters that were heard.</source>
        <translation>另有主站在工作，或地址不对。请先监听一段时间，再询问监听到的电表。</translation>
    </message>
    <message>
        <source>{quantity}: {value} against {reference} at the reference, one part in {ratio}.</source>
        <translation>{quantity}：{value}，参考表为 {reference}，仅为其 {ratio} 分之一。</translation>
    </message>
    <message>
        <source>A current transformer with a ratio of {ratio} is suspected. Compare with its plate, then set the ratio in the meter or the profile.</source>
        <translation>怀疑电流互感器变比为 {ratio}。请核对铭牌，再在电表或型号配置中设置变比。</translation>
    </message>
    <message>
        <source>{quantity}: {value} where {reference} is expected.</source>
        <translation>{quantity}：{value}，预期为 {reference}。</translation>
    </message>
    <message>
        <source>The decimals are off by a factor of {factor}. Correct the scale in the profile.</source>
        <translation>小数位相差 {factor} 倍。请修正型号配置中的比例系数。</translation>
    </message>
    <message>
        <source>{quantity}: {value} against {reference} at the reference, {percent} %.</source>
        <translation>{quantity}：{value}，参考表为 {reference}，相差 {percent} %。</translation>
    </message>
    <message>
        <source>No usual factor explains it. Check that both measure the same phases at the same time.</source>
        <translation>没有常见倍数可以解释。请确认两者在同一时刻测量同样的相线。</translation>
    </message>
    <message>
        <source>{quantity} makes sense only in the word order {order}: {value}.</source>
        <translation>{quantity} 只有按字节序 {order} 解读才合理：{value}。</translation>
    </message>
    <message>
        <source>The meter sends its words in another order than the profile says. Set the order {order} in the profile.</source>
        <translation>电表发送的字节序与型号配置不同。请在配置中改为 {order}。</translation>
    </message>
    <message>
        <source>{quantity}: {value}, but voltage, current and power factor come to {computed}.</source>
        <translation>{quantity}：{value}，而由电压、电流和功率因数算得 {computed}。</translation>
    </message>
    <message>
        <source>Voltages and currents may be of different phases. Check the order of the phases at the meter.</source>
        <translation>电压和电流可能不是同一相。请检查电表的相序接线。</translation>
    </message>
    <message>
        <source>{quantity} is negative: {value}.</source>
        <translation>{quantity} 为负：{value}。</translation>
    </message>
    <message>
        <source>A current transformer is reversed or phases are swapped. Turn it round, or swap the wires of its secondary side.</source>
        <translation>电流互感器接反或相线接错。请将互感器掉头，或对调其二次侧接线。</translation>
    </message>
    <message>
        <source>{quantity}: {value} cannot be.</source>
        <translation>{quantity}：{value}，不可能出现。</translation>
    </message>
    <message>
        <source>Profile, register or decimals are wrong. Choose the profile of this model.</source>
        <translation>型号配置、寄存器或小数位有误。请选择该型号对应的配置。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what was seen, then what to do</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>Something unusual was seen on the line.</source>
        <translation>线路上出现异常情况。</translation>
    </message>
    <message>
        <source>The frame log shows every byte.</source>
        <translation>报文记录中可查看每一个字节。</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <comment>a finding</comment>
        <translation>注意：%1</translation>
    </message>
    <message>
        <source>Possible warning: %1</source>
        <comment>a finding</comment>
        <translation>可能：%1</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <comment>a finding</comment>
        <translation>故障：%1</translation>
    </message>
    <message>
        <source>Possible fault: %1</source>
        <comment>a finding</comment>
        <translation>可能的故障：%1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <comment>a finding</comment>
        <translation>提示：%1</translation>
    </message>
</context>
<context>
    <name>pd::ui::FoundMetersModel</name>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Answers well</source>
        <translation>应答正常</translation>
    </message>
    <message>
        <source>Address there twice?</source>
        <translation>疑似地址重复</translation>
    </message>
    <message>
        <source>Answers damaged</source>
        <translation>应答损坏</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>规约</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>通信地址</translation>
    </message>
    <message>
        <source>Line settings</source>
        <translation>通信参数</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>表型</translation>
    </message>
    <message>
        <source>Answers after</source>
        <translation>应答时间</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
</context>
<context>
    <name>pd::ui::FrameLogModel</name>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Received, damaged</source>
        <translation>接收坏帧</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>报文</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>解析</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>规约</translation>
    </message>
    <message>
        <source>Meter address</source>
        <translation>表号</translation>
    </message>
</context>
<context>
    <name>pd::ui::FrameLogPanel</name>
    <message>
        <source>Frames</source>
        <translation>报文</translation>
    </message>
    <message>
        <source>Frames of which meter</source>
        <translation>按电能表筛选报文</translation>
    </message>
    <message>
        <source>Frames of which direction</source>
        <translation>按收发方向筛选报文</translation>
    </message>
    <message>
        <source>All directions</source>
        <translation>全部方向</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Only errors</source>
        <translation>仅异常</translation>
    </message>
    <message>
        <source>Damaged frames, error answers, and requests that had to be repeated</source>
        <translation>出错的报文、异常应答以及重发的请求</translation>
    </message>
    <message>
        <source>Search the frames</source>
        <translation>搜索报文</translation>
    </message>
    <message>
        <source>Text or bytes</source>
        <translation>文字或字节</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>Follow the newest frame</source>
        <translation>跟随最新报文</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Export frames…</source>
        <translation>导出报文…</translation>
    </message>
    <message>
        <source>All frames, whatever the filter shows</source>
        <translation>导出全部报文，不受筛选影响</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>All meters</source>
        <translation>全部电能表</translation>
    </message>
    <message>
        <source>Export frames</source>
        <translation>导出报文</translation>
    </message>
    <message>
        <source>frames</source>
        <comment>name of a file</comment>
        <translation>报文</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>frames shown, frames kept</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The filter hides all frames.</source>
        <translation>筛选条件下没有报文。</translation>
    </message>
    <message>
        <source>No frames yet. Open a line and read a meter: every byte shows here.</source>
        <translation>暂无报文。打开串口并抄表，收发报文在此显示。</translation>
    </message>
    <message>
        <source>There are no frames yet.</source>
        <translation>暂无报文。</translation>
    </message>
</context>
<context>
    <name>pd::ui::FrameText</name>
    <message>
        <source>%1, count %2</source>
        <comment>of registers</comment>
        <translation>%1，数量 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a frame, then its values</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a frame, then what is odd about it</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>heard: %1</source>
        <translation>监听到：%1</translation>
    </message>
    <message>
        <source>unit %1</source>
        <translation>从站 %1</translation>
    </message>
    <message>
        <source>%1 %2, answer</source>
        <translation>%1 %2 应答</translation>
    </message>
    <message>
        <source>%1 %2, error answer</source>
        <translation>%1 %2 异常应答</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>meter, then what is asked of it</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>register</comment>
        <translation>起始 %1</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the language of the items&apos; names: en or zh</comment>
        <translation>zh</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between values</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>answers something else</source>
        <translation>不是本次请求的应答</translation>
    </message>
    <message>
        <source>command %1</source>
        <translation>命令 %1</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>exception %1</source>
        <translation>异常码 %1</translation>
    </message>
    <message>
        <source>security authentication</source>
        <translation>安全认证</translation>
    </message>
    <message>
        <source>broadcast time</source>
        <translation>广播校时</translation>
    </message>
    <message>
        <source>read data</source>
        <translation>读数据</translation>
    </message>
    <message>
        <source>read subsequent data</source>
        <translation>读后续数据</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>重读数据</translation>
    </message>
    <message>
        <source>read address</source>
        <translation>读通信地址</translation>
    </message>
    <message>
        <source>write data</source>
        <translation>写数据</translation>
    </message>
    <message>
        <source>write address</source>
        <translation>写通信地址</translation>
    </message>
    <message>
        <source>freeze</source>
        <translation>冻结命令</translation>
    </message>
    <message>
        <source>change baud rate</source>
        <translation>更改通信速率</translation>
    </message>
    <message>
        <source>change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>clear maximum demand</source>
        <translation>最大需量清零</translation>
    </message>
    <message>
        <source>clear meter</source>
        <translation>电表清零</translation>
    </message>
    <message>
        <source>clear events</source>
        <translation>事件清零</translation>
    </message>
    <message>
        <source>trip, close, alarm and keep-power control</source>
        <translation>跳合闸、报警、保电控制</translation>
    </message>
    <message>
        <source>multi-function output</source>
        <translation>多功能端子输出控制</translation>
    </message>
    <message>
        <source>read data (1997)</source>
        <translation>读数据（1997 版）</translation>
    </message>
    <message>
        <source>read subsequent data (1997)</source>
        <translation>读后续数据（1997 版）</translation>
    </message>
    <message>
        <source>write data (1997)</source>
        <translation>写数据（1997 版）</translation>
    </message>
    <message>
        <source>write address (1997)</source>
        <translation>写设备地址（1997 版）</translation>
    </message>
    <message>
        <source>change baud rate (1997)</source>
        <translation>更改通信速率（1997 版）</translation>
    </message>
    <message>
        <source>change password (1997)</source>
        <translation>修改密码（1997 版）</translation>
    </message>
    <message>
        <source>clear maximum demand (1997)</source>
        <translation>最大需量清零（1997 版）</translation>
    </message>
    <message>
        <source>function %1 of the maker</source>
        <translation>厂家自定义功能 %1</translation>
    </message>
    <message>
        <source>unknown function %1</source>
        <translation>未知功能 %1</translation>
    </message>
    <message>
        <source>read coils</source>
        <translation>读线圈</translation>
    </message>
    <message>
        <source>read discrete inputs</source>
        <translation>读离散输入</translation>
    </message>
    <message>
        <source>read holding registers</source>
        <translation>读保持寄存器</translation>
    </message>
    <message>
        <source>read input registers</source>
        <translation>读输入寄存器</translation>
    </message>
    <message>
        <source>write single coil</source>
        <translation>写单个线圈</translation>
    </message>
    <message>
        <source>write single register</source>
        <translation>写单个寄存器</translation>
    </message>
    <message>
        <source>read exception status</source>
        <translation>读异常状态</translation>
    </message>
    <message>
        <source>diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>read event counter</source>
        <translation>读通信事件计数</translation>
    </message>
    <message>
        <source>read event log</source>
        <translation>读通信事件记录</translation>
    </message>
    <message>
        <source>write coils</source>
        <translation>写多个线圈</translation>
    </message>
    <message>
        <source>write registers</source>
        <translation>写多个寄存器</translation>
    </message>
    <message>
        <source>report identification</source>
        <translation>报告从站标识</translation>
    </message>
    <message>
        <source>read file record</source>
        <translation>读文件记录</translation>
    </message>
    <message>
        <source>write file record</source>
        <translation>写文件记录</translation>
    </message>
    <message>
        <source>mask write register</source>
        <translation>屏蔽写寄存器</translation>
    </message>
    <message>
        <source>read and write registers</source>
        <translation>读写多个寄存器</translation>
    </message>
    <message>
        <source>read queue</source>
        <translation>读先进先出队列</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>瞬时冻结</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>每小时冻结</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每日冻结</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>每月冻结</translation>
    </message>
    <message>
        <source>once</source>
        <translation>定时冻结一次</translation>
    </message>
    <message>
        <source>trip</source>
        <translation>跳闸</translation>
    </message>
    <message>
        <source>permit closing</source>
        <translation>合闸允许</translation>
    </message>
    <message>
        <source>close</source>
        <translation>直接合闸</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>alarm off</source>
        <translation>报警解除</translation>
    </message>
    <message>
        <source>keep power</source>
        <translation>保电</translation>
    </message>
    <message>
        <source>keep power off</source>
        <translation>保电解除</translation>
    </message>
    <message>
        <source>clock second</source>
        <translation>时钟秒脉冲</translation>
    </message>
    <message>
        <source>demand period</source>
        <translation>需量周期</translation>
    </message>
    <message>
        <source>tariff switch</source>
        <translation>时段投切</translation>
    </message>
    <message>
        <source>all events</source>
        <translation>全部事件</translation>
    </message>
    <message>
        <source>demand by block</source>
        <translation>区间式需量</translation>
    </message>
    <message>
        <source>clock battery low</source>
        <translation>时钟电池欠压</translation>
    </message>
    <message>
        <source>reading battery low</source>
        <translation>停电抄表电池欠压</translation>
    </message>
    <message>
        <source>active power reversed</source>
        <translation>有功功率反向</translation>
    </message>
    <message>
        <source>reactive power reversed</source>
        <translation>无功功率反向</translation>
    </message>
    <message>
        <source>active power of phase A reversed</source>
        <translation>A相有功反向</translation>
    </message>
    <message>
        <source>active power of phase B reversed</source>
        <translation>B相有功反向</translation>
    </message>
    <message>
        <source>active power of phase C reversed</source>
        <translation>C相有功反向</translation>
    </message>
    <message>
        <source>reactive power of phase A reversed</source>
        <translation>A 相无功反向</translation>
    </message>
    <message>
        <source>reactive power of phase B reversed</source>
        <translation>B 相无功反向</translation>
    </message>
    <message>
        <source>reactive power of phase C reversed</source>
        <translation>C 相无功反向</translation>
    </message>
    <message>
        <source>second day period table</source>
        <translation>运行第二套时段</translation>
    </message>
    <message>
        <source>auxiliary supply</source>
        <translation>辅助电源供电</translation>
    </message>
    <message>
        <source>battery supply</source>
        <translation>电池供电</translation>
    </message>
    <message>
        <source>programming allowed</source>
        <translation>编程允许</translation>
    </message>
    <message>
        <source>relay open</source>
        <translation>继电器断开</translation>
    </message>
    <message>
        <source>loss of voltage</source>
        <translation>失压</translation>
    </message>
    <message>
        <source>undervoltage</source>
        <translation>欠压</translation>
    </message>
    <message>
        <source>overvoltage</source>
        <translation>过压</translation>
    </message>
    <message>
        <source>loss of current</source>
        <translation>失流</translation>
    </message>
    <message>
        <source>overcurrent</source>
        <translation>过流</translation>
    </message>
    <message>
        <source>overload</source>
        <translation>过载</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>潮流反向</translation>
    </message>
    <message>
        <source>phase loss</source>
        <translation>断相</translation>
    </message>
    <message>
        <source>current break</source>
        <translation>断流</translation>
    </message>
    <message>
        <source>voltage sequence reversed</source>
        <translation>电压逆相序</translation>
    </message>
    <message>
        <source>current sequence reversed</source>
        <translation>电流逆相序</translation>
    </message>
    <message>
        <source>voltage unbalanced</source>
        <translation>电压不平衡</translation>
    </message>
    <message>
        <source>current unbalanced</source>
        <translation>电流不平衡</translation>
    </message>
    <message>
        <source>auxiliary supply lost</source>
        <translation>辅助电源失电</translation>
    </message>
    <message>
        <source>power lost</source>
        <translation>掉电</translation>
    </message>
    <message>
        <source>demand above its limit</source>
        <translation>需量超限</translation>
    </message>
    <message>
        <source>power factor below its limit</source>
        <translation>总功率因数超下限</translation>
    </message>
    <message>
        <source>current severely unbalanced</source>
        <translation>电流严重不平衡</translation>
    </message>
    <message>
        <source>read by hand</source>
        <translation>手动抄表</translation>
    </message>
    <message>
        <source>battery low</source>
        <translation>电池欠压</translation>
    </message>
    <message>
        <source>phase A lost</source>
        <translation>A 相断电</translation>
    </message>
    <message>
        <source>phase B lost</source>
        <translation>B 相断电</translation>
    </message>
    <message>
        <source>phase C lost</source>
        <translation>C 相断电</translation>
    </message>
    <message>
        <source>overvoltage of phase A</source>
        <translation>A 相过压</translation>
    </message>
    <message>
        <source>overvoltage of phase B</source>
        <translation>B 相过压</translation>
    </message>
    <message>
        <source>overvoltage of phase C</source>
        <translation>C 相过压</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>other error</source>
        <translation>其他错误</translation>
    </message>
    <message>
        <source>no such data</source>
        <translation>无请求数据</translation>
    </message>
    <message>
        <source>wrong password or not authorised</source>
        <translation>密码错/未授权</translation>
    </message>
    <message>
        <source>the baud rate cannot be changed</source>
        <translation>通信速率不能更改</translation>
    </message>
    <message>
        <source>too many year zones</source>
        <translation>年时区数超</translation>
    </message>
    <message>
        <source>too many day periods</source>
        <translation>日时段数超</translation>
    </message>
    <message>
        <source>too many tariffs</source>
        <translation>费率数超</translation>
    </message>
    <message>
        <source>reserved error bit</source>
        <translation>保留错误位</translation>
    </message>
    <message>
        <source>illegal data</source>
        <translation>非法数据</translation>
    </message>
    <message>
        <source>illegal function</source>
        <translation>非法功能</translation>
    </message>
    <message>
        <source>illegal data address</source>
        <translation>非法数据地址</translation>
    </message>
    <message>
        <source>illegal data value</source>
        <translation>非法数据值</translation>
    </message>
    <message>
        <source>device failure</source>
        <translation>从站设备故障</translation>
    </message>
    <message>
        <source>accepted, still working</source>
        <translation>已确认，处理中</translation>
    </message>
    <message>
        <source>device busy</source>
        <translation>从站设备忙</translation>
    </message>
    <message>
        <source>cannot be done</source>
        <translation>否定应答</translation>
    </message>
    <message>
        <source>memory parity error</source>
        <translation>存储奇偶校验错误</translation>
    </message>
    <message>
        <source>gateway path unavailable</source>
        <translation>网关路径不可用</translation>
    </message>
    <message>
        <source>the gateway&apos;s device does not answer</source>
        <translation>网关目标设备无响应</translation>
    </message>
    <message>
        <source>no data identifier</source>
        <translation>缺少数据标识</translation>
    </message>
    <message>
        <source>no data identifier and sequence number</source>
        <translation>缺少数据标识和帧序号</translation>
    </message>
    <message>
        <source>no data identifier, password and operator</source>
        <translation>缺少数据标识、密码和操作者代码</translation>
    </message>
    <message>
        <source>unknown data identifier</source>
        <translation>未知数据标识</translation>
    </message>
    <message>
        <source>%1 bytes of data, %2 expected</source>
        <translation>数据 %1 字节，应为 %2 字节</translation>
    </message>
    <message>
        <source>%1 bytes of error, 1 expected</source>
        <translation>错误信息 %1 字节，应为 1 字节</translation>
    </message>
    <message>
        <source>encrypted, with MAC</source>
        <translation>密文加 MAC</translation>
    </message>
    <message>
        <source>plain, with MAC</source>
        <translation>明文加 MAC</translation>
    </message>
    <message>
        <source>calibration in some firmware</source>
        <translation>部分厂家用于校表</translation>
    </message>
    <message>
        <source>connection test in some firmware</source>
        <translation>部分厂家用于通信测试</translation>
    </message>
    <message>
        <source>freeze or clearing of the meter in some firmware</source>
        <translation>部分厂家用于冻结或电表清零</translation>
    </message>
    <message>
        <source>clearing of events in some firmware</source>
        <translation>部分厂家用于事件清零</translation>
    </message>
    <message>
        <source>%1 registers, 1 to %2 are allowed</source>
        <translation>寄存器 %1 个，允许 1 至 %2 个</translation>
    </message>
    <message>
        <source>%1 bits, 1 to %2 are allowed</source>
        <translation>%1 位，允许 1 至 %2 位</translation>
    </message>
    <message>
        <source>%1 bytes of data do not fit a count of %2</source>
        <translation>数据 %1 字节与数量 %2 不符</translation>
    </message>
    <message>
        <source>an odd number of bytes: %1</source>
        <translation>字节数为奇数：%1</translation>
    </message>
    <message>
        <source>checksum error: %1, expected %2</source>
        <translation>校验和错误：收到 %1，应为 %2</translation>
    </message>
    <message>
        <source>the checksum is missing, expected %1</source>
        <translation>缺少校验码，应为 %1</translation>
    </message>
    <message>
        <source>the second 68H is missing</source>
        <translation>缺少第二个 68H</translation>
    </message>
    <message>
        <source>the data length is above %1</source>
        <translation>数据长度超过 %1</translation>
    </message>
    <message>
        <source>the data length is wrong</source>
        <translation>数据长度错误</translation>
    </message>
    <message>
        <source>incomplete frame, %1 bytes</source>
        <translation>帧不完整，收到 %1 字节</translation>
    </message>
    <message>
        <source>the end is wrong: %1 instead of 16H</source>
        <translation>结束符错误：%1，应为 16H</translation>
    </message>
    <message>
        <source>noise, %1 bytes</source>
        <translation>杂音 %1 字节</translation>
    </message>
    <message>
        <source>not asked for, %1 bytes</source>
        <translation>非请求数据 %1 字节</translation>
    </message>
    <message>
        <source>heard, %1 bytes</source>
        <translation>监听到 %1 字节</translation>
    </message>
    <message>
        <source>Set to %1</source>
        <translation>已设为 %1</translation>
    </message>
    <message>
        <source>Through a gateway: rate and parity are its own</source>
        <translation>经网关通信：速率和校验由网关决定</translation>
    </message>
    <message>
        <source>Pseudo-terminal: 8N1 on the wire, parity is only noted</source>
        <translation>虚拟串口：实际按 8N1 传输，校验位仅作标记</translation>
    </message>
    <message>
        <source>This line cannot be set from here: asking as it is set</source>
        <translation>线路参数不能在此设置：按现有参数查询</translation>
    </message>
    <message>
        <source>An equal request was not answered: waiting for late answers</source>
        <translation>相同请求未得应答：等待迟到的应答</translation>
    </message>
    <message>
        <source>No answer; asking again, %1 of %2</source>
        <translation>无应答，重发 %1/%2</translation>
    </message>
    <message>
        <source>Only the echo of the request; asking again, %1 of %2</source>
        <translation>只有回波，无应答，重发 %1/%2</translation>
    </message>
    <message>
        <source>Only answers to something else; asking again, %1 of %2</source>
        <translation>只有其他请求的应答，重发 %1/%2</translation>
    </message>
    <message>
        <source>Checksum error; asking again, %1 of %2</source>
        <translation>校验和错误，重发 %1/%2</translation>
    </message>
    <message>
        <source>Wrong data length; asking again, %1 of %2</source>
        <translation>数据长度错误，重发 %1/%2</translation>
    </message>
    <message>
        <source>Incomplete frame; asking again, %1 of %2</source>
        <translation>帧不完整，重发 %1/%2</translation>
    </message>
    <message>
        <source>Wrong end of the frame; asking again, %1 of %2</source>
        <translation>结束符错误，重发 %1/%2</translation>
    </message>
    <message>
        <source>Only noise; asking again, %1 of %2</source>
        <translation>只有杂音，重发 %1/%2</translation>
    </message>
    <message>
        <source>Damaged start of the frame; asking again, %1 of %2</source>
        <translation>帧起始符错误，重发 %1/%2</translation>
    </message>
    <message>
        <source>The line is open, %1</source>
        <translation>线路已打开，%1</translation>
    </message>
    <message>
        <source>The line cannot be opened. %1</source>
        <translation>线路打不开。%1</translation>
    </message>
    <message>
        <source>The line is lost</source>
        <translation>线路已断开</translation>
    </message>
    <message>
        <source>The line is there again, %1</source>
        <translation>线路已恢复，%1</translation>
    </message>
</context>
<context>
    <name>pd::ui::HitListModel</name>
    <message>
        <source>bay %1 · %2</source>
        <translation>车位 %1 · %2</translation>
    </message>
    <message>
        <source>Pile %1, %2</source>
        <translation>桩 %1，%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a pile with its state, then its power</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>pd::ui::LineBar</name>
    <message>
        <source>Line</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Baud</source>
        <translation>波特率</translation>
    </message>
    <message>
        <source>Parity</source>
        <translation>校验位</translation>
    </message>
    <message>
        <source>Device, or type its path</source>
        <translation>选择串口或输入路径</translation>
    </message>
    <message>
        <source>Even, 8E1</source>
        <translation>偶校验 8E1</translation>
    </message>
    <message>
        <source>None, 8N1</source>
        <translation>无校验 8N1</translation>
    </message>
    <message>
        <source>Odd, 8O1</source>
        <translation>奇校验 8O1</translation>
    </message>
    <message>
        <source>Close the line to change its settings.</source>
        <translation>关闭串口后方可修改参数。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The line is being opened.</source>
        <translation>正在打开串口。</translation>
    </message>
    <message>
        <source>Choose a line first.</source>
        <translation>未选择串口。</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation>已打开，%1</translation>
    </message>
    <message>
        <source>None, 8N2</source>
        <translation>无校验 8N2</translation>
    </message>
</context>
<context>
    <name>pd::ui::LinkWatch</name>
    <message>
        <source>The cloud is back after %1.</source>
        <translation>云平台已恢复连接，中断%1。</translation>
    </message>
    <message>
        <source>Values are current again and commands can be given.</source>
        <translation>数据已更新，可以下发指令。</translation>
    </message>
    <message>
        <source>The cloud cannot be reached.</source>
        <translation>无法连接云平台。</translation>
    </message>
    <message>
        <source>Charges go on at the piles. Values are old, commands blocked; reconnecting by itself.</source>
        <translation>桩上充电不受影响；当前数据已过时，暂停下发指令，正在自动重连。</translation>
    </message>
    <message>
        <source>All piles are connected again.</source>
        <translation>充电桩已全部恢复在线。</translation>
    </message>
    <message>
        <source>Their values are current again and commands can be given.</source>
        <translation>数据已更新，可以下发指令。</translation>
    </message>
    <message>
        <source>Their state is unknown, values are old, commands blocked. They reconnect by themselves.</source>
        <translation>状态未知，数据已过时，暂停下发指令；桩会自动重连。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>station, what happened there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The cloud cannot record anything.</source>
        <translation>云平台无法保存数据。</translation>
    </message>
    <message>
        <source>Charges go on at the piles, but energy and cost stand still here and commands fail. Its disk may be full: tell whoever runs it.</source>
        <translation>充电在桩端继续，但此处的电量和费用停止更新，操作指令无法执行。可能是服务器磁盘已满，请通知平台运维人员。</translation>
    </message>
    <message>
        <source>Its state is unknown, values are old, commands blocked. It reconnects by itself.</source>
        <translation>状态未知，数据已过时，暂停下发指令；桩会自动重连。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between piles</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>piles</comment>
        <translation>
            <numerusform>%1等，另有%n个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pile(s) lost the connection to the cloud: %1.</source>
        <translation>
            <numerusform>%n个桩与云平台断开：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>pile, why the cloud closed its connection</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>pd::ui::ListenPanel</name>
    <message>
        <source>Meters that others ask</source>
        <translation>被其他主站抄读的电能表</translation>
    </message>
    <message>
        <source>Listening sends nothing. It shows who asks on this line, whom, and what is answered.</source>
        <translation>监听不发送任何字节，只显示总线上谁在抄读、抄读哪只电能表以及应答情况。</translation>
    </message>
    <message>
        <source>Nothing was heard yet</source>
        <translation>尚未监听到数据</translation>
    </message>
    <message>
        <source>%1 frames whole, %2 pieces damaged, %3 bytes in %4</source>
        <translation>完整报文 %1 条，出错 %2 处，共 %3 字节，用时 %4</translation>
    </message>
    <message>
        <source>A master asks in %1: %2 requests</source>
        <comment>protocol</comment>
        <translation>有主站使用 %1 规约抄读：请求 %2 次</translation>
    </message>
    <message>
        <source>%1, %2 of them to all meters</source>
        <translation>%1，其中广播或通配 %2 次</translation>
    </message>
    <message>
        <source>%1, %2 of them change something</source>
        <translation>%1，其中写入或控制 %2 次</translation>
    </message>
    <message>
        <source>Bytes come, but no whole frame: their rate or parity is probably another one than %1.</source>
        <translation>收到字节但没有完整报文：波特率或校验位可能不是 %1。</translation>
    </message>
    <message>
        <source>Only answers are heard: the wire of whoever asks does not reach this adapter.</source>
        <translation>只监听到应答：主站的发送未到达本适配器。</translation>
    </message>
    <message>
        <source>.</source>
        <comment>ends a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>停止监听</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>请先打开串口。</translation>
    </message>
</context>
<context>
    <name>pd::ui::LiveView</name>
    <message>
        <source>Energy</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>已充时长</translation>
    </message>
    <message>
        <source>Register at the start</source>
        <translation>起始示数</translation>
    </message>
    <message>
        <source>Register now</source>
        <translation>当前示数</translation>
    </message>
    <message>
        <source>Voltage and current</source>
        <translation>电压电流</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Stop charging…</source>
        <translation>停止充电…</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>kWh</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>限额%1元</translation>
    </message>
    <message>
        <source>kW</source>
        <translation>kW</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1起</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <translation>%1 kWh</translation>
    </message>
    <message>
        <source>%1 V · %2 A</source>
        <translation>%1 V · %2 A</translation>
    </message>
    <message>
        <source>Power kW, last %1 min</source>
        <translation>功率(kW)，近%1分钟</translation>
    </message>
    <message>
        <source>Share of the limit used</source>
        <translation>限额已用比例</translation>
    </message>
    <message>
        <source>of %1 kWh</source>
        <translation>限额%1 kWh</translation>
    </message>
    <message>
        <source>of %1 min</source>
        <translation>限时%1分钟</translation>
    </message>
</context>
<context>
    <name>pd::ui::MainWindow</name>
    <message>
        <source>Find a pile or session</source>
        <translation>查找桩或订单</translation>
    </message>
    <message>
        <source>New assisted charge</source>
        <translation>新建代客充电</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>返回上一页</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>page, deed</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>本快捷键表</translation>
    </message>
    <message>
        <source>%1 – PileDeck</source>
        <comment>title of the window</comment>
        <translation>%1 – PileDeck</translation>
    </message>
</context>
<context>
    <name>pd::ui::MapFacts</name>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Power, kW</source>
        <translation>功率(kW)</translation>
    </message>
    <message>
        <source>last %1 min</source>
        <translation>近%1分钟</translation>
    </message>
</context>
<context>
    <name>pd::ui::MapFinder</name>
    <message>
        <source>Search the map</source>
        <translation>搜索地图</translation>
    </message>
    <message>
        <source>Pile, bay, station, address</source>
        <translation>桩号、车位、场站、地址</translation>
    </message>
    <message>
        <source>List of piles</source>
        <translation>桩列表</translation>
    </message>
    <message>
        <source>Show the piles as a list</source>
        <translation>以列表显示桩</translation>
    </message>
    <message>
        <source>Piles found</source>
        <translation>搜索结果</translation>
    </message>
    <message numerus="yes">
        <source>%n pile(s)</source>
        <translation>
            <numerusform>%n个桩</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found. Search by the last digits of a pile, its bay, or a part of the station&apos;s name or address.</source>
        <translation>无结果。可按桩号尾数、车位、场站名称或地址搜索。</translation>
    </message>
    <message numerus="yes">
        <source>%n without a known position: only in this list.</source>
        <translation>
            <numerusform>%n个桩无坐标，仅在列表中显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>No piles yet. They appear here once the cloud knows some; sign in, or have them registered in the cloud.</source>
        <translation>暂无充电桩。登录云平台，或请管理员在云平台登记后在此显示。</translation>
    </message>
</context>
<context>
    <name>pd::ui::MapPage</name>
    <message>
        <source>The cloud is away: last known states</source>
        <translation>云平台已断开，显示末次状态</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>充电枪</translation>
    </message>
    <message>
        <source>Search the map</source>
        <translation>搜索地图</translation>
    </message>
    <message>
        <source>Pile %1 · bay %2</source>
        <translation>桩 %1 · 车位 %2</translation>
    </message>
    <message>
        <source>Position %1</source>
        <comment>then its source, as in: Position set by hand</comment>
        <translation>位置：%1</translation>
    </message>
    <message>
        <source>Port %1</source>
        <translation>枪 %1</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>pd::ui::MapView</name>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show all piles</source>
        <translation>显示全部桩</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Piles on a map. The list beside it holds the same piles.</source>
        <translation>地图上的充电桩，与旁边列表一致。</translation>
    </message>
    <message>
        <source>Several stations</source>
        <translation>多个场站</translation>
    </message>
    <message numerus="yes">
        <source>%n pile(s)</source>
        <translation>
            <numerusform>%n个桩</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a fault</source>
        <translation>
            <numerusform>%n个故障</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n个状态未知</numerusform>
        </translation>
    </message>
    <message>
        <source>Base map: Natural Earth · offline · 1 : %1</source>
        <translation>底图：Natural Earth · 离线 · 1 : %1</translation>
    </message>
    <message>
        <source>No base map: the bundled file is damaged · 1 : %1</source>
        <translation>无底图：内置文件损坏 · 1 : %1</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
</context>
<context>
    <name>pd::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>关闭消息</translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <translation>
            <numerusform>%n次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有%n条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::MeterBar</name>
    <message>
        <source>Protocol</source>
        <translation>规约</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>通信地址</translation>
    </message>
    <message>
        <source>12 digits</source>
        <translation>12位数字</translation>
    </message>
    <message>
        <source>Read once</source>
        <translation>抄读</translation>
    </message>
    <message>
        <source>Read every</source>
        <translation>定时抄读</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Seconds between readings</source>
        <translation>抄读间隔（秒）</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>串口未打开。</translation>
    </message>
    <message>
        <source>A meter is being looked for.</source>
        <translation>正在搜表。</translation>
    </message>
    <message>
        <source>Enter the address, or let the meter be found.</source>
        <translation>输入通信地址或先搜表。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Find meter</source>
        <translation>搜索电表</translation>
    </message>
    <message>
        <source>A reading is under way.</source>
        <translation>正在抄读。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>表型</translation>
    </message>
    <message>
        <source>Unit</source>
        <comment>of Modbus</comment>
        <translation>从站号</translation>
    </message>
    <message>
        <source>1 to 247</source>
        <comment>the unit numbers</comment>
        <translation>1～247</translation>
    </message>
</context>
<context>
    <name>pd::ui::MeterTableModel</name>
    <message>
        <source>Waiting</source>
        <translation>等待抄读</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>正常应答</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>线路断开</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Meter address</source>
        <translation>表号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>应答次数</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>超时次数</translation>
    </message>
    <message>
        <source>Checksum errors</source>
        <translation>校验错误</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>pd::ui::MeterTrend</name>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1分</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1秒</translation>
    </message>
    <message>
        <source>−%1 min %2 s</source>
        <translation>−%1分%2秒</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Trend: %1</source>
        <translation>趋势：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between curves</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>pd::ui::MeterWords</name>
    <message>
        <source>Energy, forward</source>
        <translation>正向有功总电能</translation>
    </message>
    <message>
        <source>Energy, reverse</source>
        <translation>反向有功总电能</translation>
    </message>
    <message>
        <source>Voltage, phase A</source>
        <translation>A相电压</translation>
    </message>
    <message>
        <source>Voltage, phase B</source>
        <translation>B相电压</translation>
    </message>
    <message>
        <source>Voltage, phase C</source>
        <translation>C相电压</translation>
    </message>
    <message>
        <source>Current, phase A</source>
        <translation>A相电流</translation>
    </message>
    <message>
        <source>Current, phase B</source>
        <translation>B相电流</translation>
    </message>
    <message>
        <source>Current, phase C</source>
        <translation>C相电流</translation>
    </message>
    <message>
        <source>Active power</source>
        <translation>总有功功率</translation>
    </message>
    <message>
        <source>Power factor</source>
        <translation>总功率因数</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Clock of the meter</source>
        <translation>电表时钟</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>No value in the meter</source>
        <translation>表内无数据</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法解析</translation>
    </message>
    <message>
        <source>Active power, phase A</source>
        <translation>A相有功功率</translation>
    </message>
    <message>
        <source>Active power, phase B</source>
        <translation>B相有功功率</translation>
    </message>
    <message>
        <source>Active power, phase C</source>
        <translation>C相有功功率</translation>
    </message>
    <message>
        <source>Power factor, phase A</source>
        <translation>A相功率因数</translation>
    </message>
    <message>
        <source>Power factor, phase B</source>
        <translation>B相功率因数</translation>
    </message>
    <message>
        <source>Power factor, phase C</source>
        <translation>C相功率因数</translation>
    </message>
    <message>
        <source>Unit %1</source>
        <comment>of Modbus</comment>
        <translation>从站 %1</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>电能</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Voltage A</source>
        <translation>A相电压</translation>
    </message>
    <message>
        <source>Current A</source>
        <translation>A相电流</translation>
    </message>
</context>
<context>
    <name>pd::ui::MetersPage</name>
    <message>
        <source>Live readings</source>
        <translation>实时抄读数据</translation>
    </message>
    <message>
        <source>RS-485 %1 %2, open</source>
        <translation>RS-485 %1 %2，已打开</translation>
    </message>
    <message>
        <source>RS-485 %1, not open</source>
        <translation>RS-485 %1，未打开</translation>
    </message>
    <message>
        <source>Looking for a meter…</source>
        <translation>正在搜表…</translation>
    </message>
    <message>
        <source>%1 requests, %2 answered, %3 without answer, %4 damaged</source>
        <translation>请求%1，应答%2，无应答%3，坏帧%4</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Meters</source>
        <translation>电表</translation>
    </message>
    <message>
        <source>One meter</source>
        <translation>单表</translation>
    </message>
    <message>
        <source>Several meters</source>
        <translation>多表</translation>
    </message>
    <message>
        <source>Views of the meters</source>
        <translation>电表视图</translation>
    </message>
    <message>
        <source>Set meter</source>
        <translation>设置电表</translation>
    </message>
    <message>
        <source>Find</source>
        <comment>the tab of the search</comment>
        <translation>查找</translation>
    </message>
    <message>
        <source>Check</source>
        <comment>the tab of the check</comment>
        <translation>检查</translation>
    </message>
    <message>
        <source>Compare</source>
        <comment>with a reference meter</comment>
        <translation>比对</translation>
    </message>
    <message>
        <source>Listen</source>
        <comment>the tab of passive listening</comment>
        <translation>监听</translation>
    </message>
    <message>
        <source>The line is only listened to: stop listening first.</source>
        <translation>该串口正在监听，请先停止监听。</translation>
    </message>
    <message>
        <source>A meter is being looked for.</source>
        <translation>正在搜表。</translation>
    </message>
    <message>
        <source>The line is being polled: stop that first.</source>
        <translation>该串口正在轮抄，请先停止轮抄。</translation>
    </message>
    <message>
        <source>Export readings</source>
        <translation>导出抄表数据</translation>
    </message>
    <message>
        <source>readings</source>
        <comment>name of a file</comment>
        <translation>抄表数据</translation>
    </message>
</context>
<context>
    <name>pd::ui::OrderProxy</name>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>桩号</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>充电方式</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Total ¥</source>
        <translation>合计(元)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Electricity ¥</source>
        <translation>电费(元)</translation>
    </message>
    <message>
        <source>Service ¥</source>
        <translation>服务费(元)</translation>
    </message>
    <message>
        <source>Paid ¥</source>
        <translation>实付(元)</translation>
    </message>
    <message>
        <source>Refunded ¥</source>
        <translation>已退(元)</translation>
    </message>
    <message>
        <source>Part of the energy, in kWh</source>
        <translation>其中各时段电量(kWh)</translation>
    </message>
    <message>
        <source>Unpaid ¥%1</source>
        <translation>未付%1元</translation>
    </message>
    <message>
        <source>Waiting for payment</source>
        <translation>待支付</translation>
    </message>
</context>
<context>
    <name>pd::ui::OverheardModel</name>
    <message>
        <source>Meter address</source>
        <translation>表号</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>规约</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Error answers</source>
        <translation>异常应答</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Slowest answer (ms)</source>
        <translation>最慢应答 (ms)</translation>
    </message>
</context>
<context>
    <name>pd::ui::Parts</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>pd::ui::PaymentView</name>
    <message>
        <source>Start charging</source>
        <translation>启动充电</translation>
    </message>
    <message>
        <source>Cancel order…</source>
        <translation>取消订单…</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>收款码</translation>
    </message>
    <message>
        <source>Settled afterwards</source>
        <translation>后付费</translation>
    </message>
    <message>
        <source>This account pays after the charge.</source>
        <translation>该账户先充后付。</translation>
    </message>
    <message>
        <source>Start charging when the driver is ready.</source>
        <translation>车主就绪后启动充电。</translation>
    </message>
    <message>
        <source>¥ %1</source>
        <translation>%1元</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>amount, method of payment</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Payment: %1, %2</source>
        <comment>state of payment, since how long</comment>
        <translation>支付：%1，已%2</translation>
    </message>
    <message>
        <source>The driver scans the code or opens the link and confirms there. This page goes on by itself.</source>
        <translation>车主扫码或打开链接确认支付，到账后本页自动继续。</translation>
    </message>
    <message>
        <source>The payment has arrived. Start charging when the driver is ready.</source>
        <translation>款项已到账，车主就绪后启动充电。</translation>
    </message>
    <message>
        <source>The pile has been asked. It counts as started once status and meter say so.</source>
        <translation>启动指令已下发，状态与电表均确认后方为启动。</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即启动</translation>
    </message>
    <message>
        <source>It starts by itself at %1 if the car is plugged in then; the port is held until then.</source>
        <translation>%1 到点自动启动（届时须已插枪），此前为其保留该枪。</translation>
    </message>
</context>
<context>
    <name>pd::ui::PilesPage</name>
    <message>
        <source>Piles</source>
        <translation>充电桩</translation>
    </message>
    <message>
        <source>Filter piles</source>
        <translation>筛选充电桩</translation>
    </message>
    <message>
        <source>Pile, station, state, account</source>
        <translation>桩号、场站、状态、账户</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>场站</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>充电枪</translation>
    </message>
    <message>
        <source>Start charging…</source>
        <translation>启动充电…</translation>
    </message>
    <message>
        <source>Stop charging…</source>
        <translation>停止充电…</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>All stations</source>
        <translation>全部场站</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>充电中</translation>
    </message>
    <message>
        <source>Plugged in, not charging</source>
        <translation>已插枪未充电</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Fault, offline, out of service</source>
        <translation>故障、离线、停用</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 charging · %4 kW</source>
        <comment>ports shown, ports, charging, power</comment>
        <translation>%1/%2枪 · 充电中%3 · %4 kW</translation>
    </message>
    <message>
        <source>No port fits the filter. Escape in the filter field shows all.</source>
        <translation>无符合条件的充电枪。在筛选框按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>This cloud knows no pile yet. Piles appear once they connect to it.</source>
        <translation>云平台暂无充电桩，桩接入后自动显示。</translation>
    </message>
    <message>
        <source>Sign in to a cloud to see its piles.</source>
        <translation>登录云平台后显示充电桩。</translation>
    </message>
</context>
<context>
    <name>pd::ui::PlacePicker</name>
    <message>
        <source>Place</source>
        <translation>选桩</translation>
    </message>
    <message>
        <source>Code, last digits or station</source>
        <translation>桩号、尾号或场站</translation>
    </message>
    <message>
        <source>Ports to choose from</source>
        <translation>可选充电枪</translation>
    </message>
    <message>
        <source>No port found. Try the last digits of the pile.</source>
        <translation>未找到充电枪，可输入桩号尾数。</translation>
    </message>
</context>
<context>
    <name>pd::ui::PlanEditor</name>
    <message>
        <source>Choose a band and draw over the hours.</source>
        <translation>选择时段类型，在时间轴上涂画。</translation>
    </message>
    <message>
        <source>¥/kWh</source>
        <translation>元/kWh</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>电费</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务费</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>%1, electricity</source>
        <comment>band</comment>
        <translation>%1电费</translation>
    </message>
    <message>
        <source>%1, service</source>
        <comment>band</comment>
        <translation>%1服务费</translation>
    </message>
    <message>
        <source>Starts, time of the station</source>
        <translation>生效时间（电站当地）</translation>
    </message>
    <message>
        <source>By time, ¥ a started minute</source>
        <translation>按时间，元/分钟（不足一分钟按一分钟）</translation>
    </message>
    <message>
        <source>Occupancy, ¥ a minute</source>
        <translation>占位费，元/分钟</translation>
    </message>
    <message>
        <source>Occupancy, free minutes</source>
        <translation>占位免费分钟数</translation>
    </message>
    <message>
        <source>Occupancy, at most ¥</source>
        <translation>占位费封顶，元</translation>
    </message>
    <message>
        <source>Reservation, free minutes</source>
        <translation>预约免费保留分钟数</translation>
    </message>
    <message>
        <source>Reservation not used, ¥</source>
        <translation>预约未到违约金，元</translation>
    </message>
    <message>
        <source>when approved</source>
        <translation>批准后立即</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不封顶</translation>
    </message>
    <message>
        <source>from the first</source>
        <translation>建站起</translation>
    </message>
</context>
<context>
    <name>pd::ui::PlanRules</name>
    <message>
        <source>The cloud is away.</source>
        <translation>云平台未连接。</translation>
    </message>
    <message>
        <source>Only operators and leads draft price plans.</source>
        <translation>只有值班员和班长可以起草价格方案。</translation>
    </message>
    <message>
        <source>Only a version that waits for approval can be decided on.</source>
        <translation>只能审批待审批的版本。</translation>
    </message>
    <message>
        <source>You drafted it: somebody else has to decide.</source>
        <translation>该版本由您起草，须由他人审批。</translation>
    </message>
    <message>
        <source>Only a lead decides on price plans.</source>
        <translation>只有班长可以审批价格方案。</translation>
    </message>
    <message>
        <source>Only a draft can be changed or submitted.</source>
        <translation>只有草稿可以修改或提交。</translation>
    </message>
    <message>
        <source>Somebody else drafted it.</source>
        <translation>该版本由他人起草。</translation>
    </message>
</context>
<context>
    <name>pd::ui::PlanTables</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Drafted by</source>
        <translation>起草人</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异项</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>现行</translation>
    </message>
    <message>
        <source>This version</source>
        <translation>本版本</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>充电桩</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>from the first</source>
        <translation>建站起</translation>
    </message>
    <message>
        <source>when approved</source>
        <translation>批准后立即</translation>
    </message>
    <message>
        <source>installation</source>
        <translation>系统初装</translation>
    </message>
</context>
<context>
    <name>pd::ui::PlanWords</name>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>waits for approval</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>approved, to come</source>
        <translation>已批准，待生效</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>refused</source>
        <comment>price plan</comment>
        <translation>已驳回</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>drafted</source>
        <translation>起草</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times of day</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1, electricity ¥/kWh</source>
        <comment>band</comment>
        <translation>%1电费，元/kWh</translation>
    </message>
    <message>
        <source>%1, service ¥/kWh</source>
        <comment>band</comment>
        <translation>%1服务费，元/kWh</translation>
    </message>
    <message>
        <source>By time, ¥ a started minute</source>
        <translation>按时间，元/分钟（不足一分钟按一分钟）</translation>
    </message>
    <message>
        <source>Occupancy, ¥ a minute</source>
        <translation>占位费，元/分钟</translation>
    </message>
    <message>
        <source>Occupancy, free minutes</source>
        <translation>占位免费分钟数</translation>
    </message>
    <message>
        <source>Occupancy, at most ¥</source>
        <translation>占位费封顶，元</translation>
    </message>
    <message>
        <source>Reservation, free minutes</source>
        <translation>预约免费保留分钟数</translation>
    </message>
    <message>
        <source>Reservation not used, ¥</source>
        <translation>预约未到违约金，元</translation>
    </message>
    <message>
        <source>Text for drivers</source>
        <translation>车主说明</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未询问</translation>
    </message>
    <message>
        <source>priced by the cloud</source>
        <translation>由云平台计价</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>waits: offline</source>
        <translation>待确认：离线</translation>
    </message>
    <message>
        <source>waits: charging</source>
        <translation>待确认：充电中</translation>
    </message>
    <message>
        <source>waits: it refused</source>
        <translation>待确认：桩已拒绝</translation>
    </message>
    <message>
        <source>waits: no answer</source>
        <translation>待确认：无应答</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>待确认</translation>
    </message>
</context>
<context>
    <name>pd::ui::PollPanel</name>
    <message>
        <source>Add this meter</source>
        <translation>添加此表</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Meters of the plan</source>
        <translation>轮抄电表</translation>
    </message>
    <message>
        <source>No meters yet. Open a line, enter or find a meter, and add it.</source>
        <translation>暂无电表。请打开串口，输入或搜索表号后添加。</translation>
    </message>
    <message>
        <source>%1: line used %2 %</source>
        <translation>%1：线路占用 %2 %</translation>
    </message>
    <message>
        <source>Stop polling</source>
        <translation>停止轮抄</translation>
    </message>
    <message>
        <source>Start polling</source>
        <translation>开始轮抄</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>串口未打开。</translation>
    </message>
    <message>
        <source>Enter the address, or let the meter be found.</source>
        <translation>输入通信地址或先搜表。</translation>
    </message>
    <message>
        <source>Select a meter in the table.</source>
        <translation>请在表中选择电表。</translation>
    </message>
    <message>
        <source>Add a meter first.</source>
        <translation>请先添加电表。</translation>
    </message>
    <message>
        <source>Export readings…</source>
        <translation>导出抄表数据…</translation>
    </message>
</context>
<context>
    <name>pd::ui::PortLook</name>
    <message>
        <source>Plugged in</source>
        <translation>已插枪</translation>
    </message>
    <message>
        <source>Paused by the pile</source>
        <translation>桩侧暂停</translation>
    </message>
    <message>
        <source>Paused by the car</source>
        <translation>车侧暂停</translation>
    </message>
    <message>
        <source>Finished, plugged in</source>
        <translation>已充完未拔枪</translation>
    </message>
    <message>
        <source>Occupied</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>充电中</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>待投运</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已拆除</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unknown, offline</source>
        <translation>未知（离线）</translation>
    </message>
</context>
<context>
    <name>pd::ui::PortPanel</name>
    <message>
        <source>Select a port to see its values and to command it.</source>
        <translation>选择充电枪，查看数据并遥控。</translation>
    </message>
    <message>
        <source>Running charge</source>
        <translation>当前充电</translation>
    </message>
    <message>
        <source>Last command</source>
        <translation>最近指令</translation>
    </message>
    <message>
        <source>Start charging…</source>
        <translation>启动充电…</translation>
    </message>
    <message>
        <source>Stop charging…</source>
        <translation>停止充电…</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>地图定位</translation>
    </message>
    <message>
        <source>Show session</source>
        <translation>查看订单</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Register (cloud)</source>
        <translation>示数（云平台）</translation>
    </message>
    <message>
        <source>Voltage</source>
        <translation>电压</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>电流</translation>
    </message>
    <message>
        <source>State of charge</source>
        <translation>SOC</translation>
    </message>
    <message>
        <source>Pile last heard</source>
        <translation>末次通信</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Energy so far</source>
        <translation>已充电量</translation>
    </message>
    <message>
        <source>Cost so far</source>
        <translation>已产生费用</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Pile %1 port %2</source>
        <translation>桩 %1 枪 %2</translation>
    </message>
    <message>
        <source>Pile %1</source>
        <translation>桩 %1</translation>
    </message>
    <message>
        <source>%1 · bay %2 · %3 kW</source>
        <comment>station, bay, rated power</comment>
        <translation>%1 · 车位 %2 · %3 kW</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1起</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>¥ %1</source>
        <translation>%1元</translation>
    </message>
    <message>
        <source>A stop is already under way.</source>
        <translation>停止指令执行中。</translation>
    </message>
    <message>
        <source>Stop charging at %1?</source>
        <translation>停止充电：%1？</translation>
    </message>
    <message>
        <source>The charge ends now and is billed for what was charged; the rest of a payment goes back.</source>
        <translation>立即结束充电，按实际用量结算，余款原路退回。</translation>
    </message>
    <message>
        <source>Stop charging</source>
        <translation>停止充电</translation>
    </message>
    <message>
        <source>Register (RS-485)</source>
        <translation>示数（RS-485）</translation>
    </message>
    <message>
        <source>Reserve…</source>
        <translation>预约…</translation>
    </message>
</context>
<context>
    <name>pd::ui::PortProxy</name>
    <message>
        <source>Pile</source>
        <translation>桩号</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>场站</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Power kW</source>
        <translation>功率(kW)</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Cost ¥</source>
        <translation>费用(元)</translation>
    </message>
    <message>
        <source>Register kWh</source>
        <translation>示数(kWh)</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>The pile has not told its ports yet.</source>
        <translation>该桩尚未上报充电枪。</translation>
    </message>
</context>
<context>
    <name>pd::ui::PowerTrend</name>
    <message>
        <source>Power over the last %1 minutes</source>
        <translation>近%1分钟功率</translation>
    </message>
    <message>
        <source>No power reported yet</source>
        <translation>暂无功率数据</translation>
    </message>
</context>
<context>
    <name>pd::ui::PreviewView</name>
    <message>
        <source>Prices today</source>
        <translation>今日电价</translation>
    </message>
    <message>
        <source>Preview by period</source>
        <translation>分时预估</translation>
    </message>
    <message>
        <source>Reckoned from now at full power; the bill follows the meter.</source>
        <translation>自当前时刻按满功率估算，以电表计量结算。</translation>
    </message>
    <message>
        <source>Pick a place to see its prices.</source>
        <translation>选桩后显示电价。</translation>
    </message>
    <message>
        <source>Enter a limit to see how far it reaches.</source>
        <translation>输入限额后显示预估。</translation>
    </message>
    <message>
        <source>Reckoned from the start at full power; the bill follows the meter.</source>
        <translation>自启动时刻按满功率估算，以电表计量结算。</translation>
    </message>
    <message>
        <source>%1 kWh last until about %2.</source>
        <comment>energy, time</comment>
        <translation>%1 kWh 约充至 %2。</translation>
    </message>
    <message>
        <source>%1 min last until %2; about %3 kWh can flow, which are not priced.</source>
        <comment>minutes, time, energy</comment>
        <translation>%1 分钟，至 %2 止；约可充 %3 kWh，电量不另计费。</translation>
    </message>
    <message>
        <source>¥%1 are held and reach for about %2 kWh, until about %3, if the car is not full before.</source>
        <comment>amount, energy, time</comment>
        <translation>预授权 %1 元，约可充 %2 kWh，约至 %3；车辆提前充满则提前结束。</translation>
    </message>
    <message>
        <source>¥%1 buys time until %2; about %3 kWh can flow, which are not priced.</source>
        <comment>amount, time, energy</comment>
        <translation>%1 元可充至 %2；约可充 %3 kWh，电量不另计费。</translation>
    </message>
    <message>
        <source>¥%1 buys about %2 kWh, until about %3.</source>
        <comment>amount, energy, time</comment>
        <translation>%1 元约可充 %2 kWh，约至 %3。</translation>
    </message>
    <message>
        <source>time ¥%1</source>
        <translation>时长费 %1 元</translation>
    </message>
    <message>
        <source>electricity ¥%1</source>
        <translation>电费 %1 元</translation>
    </message>
    <message>
        <source>service ¥%1</source>
        <translation>服务费 %1 元</translation>
    </message>
    <message>
        <source>total ¥%1</source>
        <translation>合计 %1 元</translation>
    </message>
    <message>
        <source>asked for beforehand ¥%1</source>
        <translation>预付 %1 元</translation>
    </message>
</context>
<context>
    <name>pd::ui::PriceStrip</name>
    <message>
        <source>Prices of the day</source>
        <translation>全天电价</translation>
    </message>
    <message>
        <source>from %1: %2, ¥%3 a kWh</source>
        <comment>time, band, price</comment>
        <translation>%1起%2，%3元/kWh</translation>
    </message>
</context>
<context>
    <name>pd::ui::PricesPage</name>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>电站</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>新建版本</translation>
    </message>
    <message>
        <source>Roll back to this version</source>
        <translation>恢复到此版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Confirmations by pile</source>
        <translation>各桩确认情况</translation>
    </message>
    <message>
        <source>What the piles confirmed</source>
        <translation>各桩确认情况</translation>
    </message>
    <message>
        <source>Sign in to a cloud to see its price plans.</source>
        <translation>登录云平台后可查看价格方案。</translation>
    </message>
    <message>
        <source>No piles at this station.</source>
        <translation>该电站没有充电桩。</translation>
    </message>
    <message>
        <source>Difference to the plan in force</source>
        <translation>与现行方案的差异</translation>
    </message>
    <message>
        <source>The same prices are in force.</source>
        <translation>与现行价格一致。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>保存草稿</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交审批</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason, wanted for a refusal</source>
        <translation>原因（驳回时必填）</translation>
    </message>
    <message>
        <source>Approve price plan %1 of %2?</source>
        <translation>批准 %2 的价格方案 %1？</translation>
    </message>
    <message>
        <source>Sessions that start from %1 on are priced by it; those under way keep their plan.</source>
        <translation>自 %1 起开始的充电按此方案计价，进行中的充电仍按原方案。</translation>
    </message>
    <message>
        <source>Sessions that start from now on are priced by it; those under way keep their plan.</source>
        <translation>此后开始的充电按此方案计价，进行中的充电仍按原方案。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Choose a version first.</source>
        <translation>请先选择版本。</translation>
    </message>
    <message>
        <source>Only to a version that was in force before.</source>
        <translation>只能恢复到曾经执行过的版本。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>Save the draft first.</source>
        <translation>请先保存草稿。</translation>
    </message>
    <message>
        <source>A refusal needs a reason.</source>
        <translation>驳回须填写原因。</translation>
    </message>
    <message>
        <source>A reason is asked for where a version is decided on.</source>
        <translation>审批时填写原因。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>version, state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No version chosen</source>
        <translation>未选择版本</translation>
    </message>
    <message>
        <source>takes up the prices of %1 again</source>
        <translation>恢复 %1 的价格</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <comment>deed, person, time</comment>
        <translation>%2 %1，%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>deed, reason</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>pd::ui::Rail</name>
    <message>
        <source>%1 (%2)</source>
        <comment>page, shortcut</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>pd::ui::ReadingHistory</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>串口</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>规约</translation>
    </message>
    <message>
        <source>Meter address</source>
        <translation>表号</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>数据标识</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数据项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Factor (raw value × factor = value)</source>
        <translation>系数（原始值 × 系数 = 数值）</translation>
    </message>
    <message>
        <source>Raw bytes or registers, as they travelled</source>
        <translation>原始字节或寄存器（按传输顺序）</translation>
    </message>
</context>
<context>
    <name>pd::ui::ReadingsModel</name>
    <message>
        <source>Not offered by the meter</source>
        <translation>电表不支持</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>未抄读</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数据项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
</context>
<context>
    <name>pd::ui::RefusalText</name>
    <message>
        <source>No pile number</source>
        <translation>缺少桩号</translation>
    </message>
    <message>
        <source>Subprotocol missing</source>
        <translation>子协议缺失</translation>
    </message>
    <message>
        <source>Pile not registered</source>
        <translation>未登记的充电桩</translation>
    </message>
    <message>
        <source>Wrong key</source>
        <translation>密钥错误</translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <translation>无法核验</translation>
    </message>
    <message>
        <source>Message too large</source>
        <translation>报文过大</translation>
    </message>
    <message>
        <source>Message is not OCPP</source>
        <translation>报文不是 OCPP</translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>It connected without a usable pile number and was turned away.</source>
        <translation>该设备接入时没有有效的桩号，已被拒绝。</translation>
    </message>
    <message>
        <source>Enter the cloud address in the pile so that it ends in /ocpp/ and the pile number.</source>
        <translation>请将桩内的云平台地址设置为以“/ocpp/桩号”结尾。</translation>
    </message>
    <message>
        <source>It did not offer OCPP 1.6 when it connected and was turned away.</source>
        <translation>该桩接入时未提供 OCPP 1.6 子协议，已被拒绝。</translation>
    </message>
    <message>
        <source>Set the pile to OCPP 1.6 JSON, subprotocol ocpp1.6. Other versions are not served.</source>
        <translation>请将该桩设置为 OCPP 1.6 JSON，子协议为 ocpp1.6；不支持其他版本。</translation>
    </message>
    <message>
        <source>No pile with this number is registered, so it was turned away and cannot charge.</source>
        <translation>该桩号未登记，接入已被拒绝，无法充电。</translation>
    </message>
    <message>
        <source>Compare the number with the nameplate. If it is right, have the pile registered.</source>
        <translation>请与铭牌核对桩号；如无误，请登记该桩。</translation>
    </message>
    <message>
        <source>Its key is missing or wrong, so it was turned away and cannot charge.</source>
        <translation>该桩的密钥缺失或错误，接入已被拒绝，无法充电。</translation>
    </message>
    <message>
        <source>Enter the registered key in the pile. If nobody works there, someone may be posing as this pile.</source>
        <translation>请在桩内填入已登记的密钥；如现场无人作业，可能有人冒充该桩。</translation>
    </message>
    <message>
        <source>The cloud could not check it at that moment. The pile tries again by itself.</source>
        <translation>云平台当时无法核验该桩。该桩会自动重试。</translation>
    </message>
    <message>
        <source>If this goes on, look at the storage and the log of the cloud.</source>
        <translation>如持续出现，请检查云平台的存储和日志。</translation>
    </message>
    <message>
        <source>It sent a message that is too large. The message was not taken and the connection closed.</source>
        <translation>该桩发送的报文过大，未被接收，连接已断开。</translation>
    </message>
    <message>
        <source>The pile connects again by itself. If this goes on, have its firmware checked.</source>
        <translation>该桩会自动重连；如持续出现，请检查其固件。</translation>
    </message>
    <message>
        <source>It sent a message that is not OCPP. The message was not taken; what it said is lost.</source>
        <translation>该桩发送的报文不是 OCPP，未被接收，其内容已丢失。</translation>
    </message>
    <message>
        <source>If this goes on, have the firmware of the pile and the line to it checked.</source>
        <translation>如持续出现，请检查该桩的固件及通信线路。</translation>
    </message>
    <message>
        <source>The cloud refused it for a reason this console does not know.</source>
        <translation>云平台拒绝了该桩，本控制台不认识其原因。</translation>
    </message>
    <message>
        <source>The log of the cloud has the details. Update the console if the cloud is newer.</source>
        <translation>详情见云平台日志；如云平台版本较新，请更新本控制台。</translation>
    </message>
</context>
<context>
    <name>pd::ui::RefusedList</name>
    <message>
        <source>Refused in the last 24 hours</source>
        <translation>最近 24 小时内被拒绝</translation>
    </message>
    <message>
        <source>Refused piles</source>
        <translation>被拒绝的充电桩</translation>
    </message>
    <message>
        <source>No pile was refused in the last 24 hours.</source>
        <translation>最近 24 小时内没有充电桩被拒绝。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>pd::ui::RefusedModel</name>
    <message>
        <source>Last</source>
        <translation>最近时间</translation>
    </message>
    <message>
        <source>Times</source>
        <comment>how often</comment>
        <translation>次数</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>充电桩</translation>
    </message>
    <message>
        <source>Address</source>
        <comment>of the network</comment>
        <translation>地址</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>pd::ui::RefusedWatch</name>
    <message numerus="yes">
        <source>%n pile(s) refused</source>
        <translation>
            <numerusform>%n 台充电桩被拒绝</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pd::ui::ReservationFlow</name>
    <message>
        <source>Select a reservation first.</source>
        <translation>未选择预约。</translation>
    </message>
    <message>
        <source>This reservation is over already.</source>
        <translation>该预约已结束。</translation>
    </message>
    <message>
        <source>Enter the reason first.</source>
        <translation>先填写取消原因。</translation>
    </message>
    <message>
        <source>The cloud is being asked.</source>
        <translation>等待云平台应答。</translation>
    </message>
</context>
<context>
    <name>pd::ui::ReservationView</name>
    <message>
        <source>Reservations</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>保留至</translation>
    </message>
    <message>
        <source>Reserved until</source>
        <translation>保留至</translation>
    </message>
    <message>
        <source>Reserve port</source>
        <translation>预约该枪</translation>
    </message>
    <message>
        <source>No reservation yet. Pick a free port and check the account first.</source>
        <translation>暂无预约。先选空闲枪并查询账户。</translation>
    </message>
    <message>
        <source>Reason for cancelling</source>
        <translation>取消原因</translation>
    </message>
    <message>
        <source>Why it is cancelled</source>
        <translation>填写取消原因</translation>
    </message>
    <message>
        <source>Cancel reservation</source>
        <translation>取消预约</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>预约时间</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>桩号</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>距今</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>The cloud is being asked.</source>
        <translation>等待云平台应答。</translation>
    </message>
    <message>
        <source>Until is no time of day, such as 15:10.</source>
        <translation>保留至的时间无效，应如 15:10。</translation>
    </message>
    <message>
        <source>Held now: %1</source>
        <translation>当前保留：%1</translation>
    </message>
    <message>
        <source>No port has been picked.</source>
        <translation>未选桩。</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>port, masked phone number</comment>
        <translation>%1，账户 %2</translation>
    </message>
    <message>
        <source>Held free of charge for %1 min at most; ¥%2 are billed if nobody comes.</source>
        <translation>最长免费保留 %1 分钟；逾期未到收取 %2 元。</translation>
    </message>
    <message>
        <source>Asking the pile</source>
        <translation>下发中</translation>
    </message>
    <message>
        <source>Held until %1</source>
        <translation>保留至 %1</translation>
    </message>
    <message>
        <source>Used, the driver came</source>
        <translation>已使用</translation>
    </message>
    <message>
        <source>Expired, nobody came</source>
        <translation>逾期未到</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Refused by the pile</source>
        <translation>桩拒绝</translation>
    </message>
</context>
<context>
    <name>pd::ui::SessionDetail</name>
    <message>
        <source>Select a session to see its bill and evidence.</source>
        <translation>选择订单，查看账单与凭据。</translation>
    </message>
    <message>
        <source>Period lines</source>
        <translation>分时明细</translation>
    </message>
    <message>
        <source>No energy has flowed.</source>
        <translation>未充入电量。</translation>
    </message>
    <message>
        <source>Show pile</source>
        <translation>查看桩</translation>
    </message>
    <message>
        <source>Watch charge</source>
        <translation>查看充电</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>结束原因：%1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>pile, state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 to %3</source>
        <comment>pile, times</comment>
        <translation>%1 · %2–%3</translation>
    </message>
    <message>
        <source>%1 · since %2</source>
        <comment>pile, time</comment>
        <translation>%1 · %2起</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>电价版本 %1</translation>
    </message>
    <message>
        <source>registers %1 → %2</source>
        <translation>示数 %1 → %2</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>操作员 %1</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>收据…</translation>
    </message>
    <message>
        <source>There is a receipt once the charge is settled.</source>
        <translation>订单结算后才能出具收据。</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>保存收据</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
</context>
<context>
    <name>pd::ui::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>充电订单</translation>
    </message>
    <message>
        <source>Filter sessions</source>
        <translation>筛选订单</translation>
    </message>
    <message>
        <source>Account, pile, order, state</source>
        <translation>账户、桩号、订单号、状态</translation>
    </message>
    <message>
        <source>Fetch older</source>
        <translation>加载更早的订单</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Not yet settled</source>
        <translation>未结算</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已结算</translation>
    </message>
    <message>
        <source>Failed or cancelled</source>
        <translation>失败或已取消</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>显示 %1/%2 条</translation>
    </message>
    <message>
        <source>%1 of %2 fetched, older ones exist</source>
        <translation>显示 %1 条，已加载 %2 条，尚有更早订单</translation>
    </message>
    <message>
        <source>Sessions are being fetched.</source>
        <translation>正在加载订单。</translation>
    </message>
    <message>
        <source>There are no older ones.</source>
        <translation>无更早订单。</translation>
    </message>
    <message>
        <source>Fetching sessions…</source>
        <translation>正在加载订单…</translation>
    </message>
    <message>
        <source>No session fits the filter. Escape in the filter field shows all.</source>
        <translation>无符合条件的订单。在筛选框按 Esc 显示全部。</translation>
    </message>
    <message>
        <source>No session yet. Start one with Assisted charge (Ctrl+N).</source>
        <translation>暂无订单，可用代客充电 (Ctrl+N) 新建。</translation>
    </message>
    <message>
        <source>Sign in to a cloud to see its sessions.</source>
        <translation>登录云平台后显示订单。</translation>
    </message>
    <message>
        <source>Settle together</source>
        <translation>合并结算</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>未付款</translation>
    </message>
</context>
<context>
    <name>pd::ui::SetMeterForm</name>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>新地址</translation>
    </message>
    <message>
        <source>Check clock</source>
        <translation>核对时钟</translation>
    </message>
    <message>
        <source>Broadcast time…</source>
        <translation>广播校时…</translation>
    </message>
    <message>
        <source>Set clock…</source>
        <translation>设置时钟…</translation>
    </message>
    <message>
        <source>12 digits</source>
        <translation>12 位数字</translation>
    </message>
    <message>
        <source>Give address…</source>
        <translation>写入地址…</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Lock-out</source>
        <translation>闭锁保护</translation>
    </message>
    <message>
        <source>Password of the meter</source>
        <translation>电能表密码</translation>
    </message>
    <message>
        <source>6 digits</source>
        <translation>6 位数字</translation>
    </message>
    <message>
        <source>Level of the password</source>
        <translation>密码级别</translation>
    </message>
    <message>
        <source>0 is the highest. Usually 4 for writing, 2 for the relay.</source>
        <translation>0 级最高。写参数一般用 4 级，拉合闸一般用 2 级。</translation>
    </message>
    <message>
        <source>Reason for the release</source>
        <translation>解除原因</translation>
    </message>
    <message>
        <source>Why it may be tried again</source>
        <translation>为何可以再试</translation>
    </message>
    <message>
        <source>Release lock-out</source>
        <translation>解除闭锁保护</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>继电器</translation>
    </message>
    <message>
        <source>Address once more</source>
        <translation>再次输入地址</translation>
    </message>
    <message>
        <source>Open relay…</source>
        <translation>拉闸…</translation>
    </message>
    <message>
        <source>Permit closing…</source>
        <translation>允许合闸…</translation>
    </message>
    <message>
        <source>Close relay…</source>
        <translation>合闸…</translation>
    </message>
    <message>
        <source>Open the line first.</source>
        <translation>请先打开线路。</translation>
    </message>
    <message>
        <source>Enter the address, or let the meter be found.</source>
        <translation>请输入地址，或搜索电能表。</translation>
    </message>
    <message>
        <source>Modbus meters are only read.</source>
        <translation>Modbus 电能表只能抄读。</translation>
    </message>
    <message>
        <source>The meter is being spoken to.</source>
        <translation>正在与电能表通信。</translation>
    </message>
    <message>
        <source>Release the lock-out first: the next wrong password may lock the meter for a day.</source>
        <translation>请先解除闭锁保护：再错一次密码，电能表可能闭锁一天。</translation>
    </message>
    <message>
        <source>Enter the six digits of the password.</source>
        <translation>请输入六位密码。</translation>
    </message>
    <message>
        <source>Meters of the 1997 edition have no relay command.</source>
        <translation>1997 版电能表没有拉合闸命令。</translation>
    </message>
    <message>
        <source>Enter the twelve digits of the meter&apos;s address once more, to be sure which one is switched.</source>
        <translation>请再次输入电能表的 12 位地址，以确认操作的是哪一块表。</translation>
    </message>
    <message>
        <source>Enter the new address.</source>
        <translation>请输入新地址。</translation>
    </message>
    <message>
        <source>Write the reason; it is recorded.</source>
        <translation>请填写原因，原因会被记录。</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>通信速率</translation>
    </message>
    <message>
        <source>New baud rate of the meter</source>
        <translation>电能表的新通信速率</translation>
    </message>
    <message>
        <source>Change rate…</source>
        <translation>更改速率…</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>When the meter freezes</source>
        <translation>冻结方式</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>瞬时</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>day </source>
        <comment>of the month, before a number</comment>
        <translation>日 </translation>
    </message>
    <message>
        <source>Day of the freeze</source>
        <translation>冻结日</translation>
    </message>
    <message>
        <source>Time of the freeze</source>
        <translation>冻结时间</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>冻结…</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>多功能端子</translation>
    </message>
    <message>
        <source>What the multi-function terminal gives</source>
        <translation>多功能端子输出信号</translation>
    </message>
    <message>
        <source>Set terminal…</source>
        <translation>设置端子…</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password of the meter</source>
        <translation>电能表的新密码</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Level that gets the new password</source>
        <translation>新密码的权限级</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>修改密码…</translation>
    </message>
    <message>
        <source>Meters of the 1997 edition have no such command.</source>
        <translation>1997 版电能表没有此命令。</translation>
    </message>
    <message>
        <source>Enter the six digits of the new password.</source>
        <translation>请输入 6 位新密码。</translation>
    </message>
    <message>
        <source>Enter the new password twice alike.</source>
        <translation>两次输入的新密码不一致。</translation>
    </message>
</context>
<context>
    <name>pd::ui::SetMeterPanel</name>
    <message>
        <source>What was written to this meter</source>
        <translation>这块表的设置记录</translation>
    </message>
    <message>
        <source>Nothing was written to this meter from here.</source>
        <translation>本机尚未设置过这块表。</translation>
    </message>
    <message>
        <source>Permit the relay of meter %1 to close?</source>
        <translation>允许电能表 %1 合闸？</translation>
    </message>
    <message>
        <source>Whoever presses the button on the meter then closes it: what it feeds has power again.</source>
        <translation>之后有人按下表上的按键即合闸，其后的设备恢复供电。</translation>
    </message>
    <message>
        <source>Permit closing</source>
        <translation>允许合闸</translation>
    </message>
    <message>
        <source>Close the relay of meter %1?</source>
        <translation>对电能表 %1 合闸？</translation>
    </message>
    <message>
        <source>What it feeds has power at once. Be sure that nobody is working on it.</source>
        <translation>其后的设备立即带电。请确认没有人正在作业。</translation>
    </message>
    <message>
        <source>Close relay</source>
        <translation>合闸</translation>
    </message>
    <message>
        <source>Open the relay of meter %1?</source>
        <translation>对电能表 %1 拉闸？</translation>
    </message>
    <message>
        <source>What it feeds loses its power at once; a running charge is cut off.</source>
        <translation>其后的设备立即断电，正在进行的充电会中断。</translation>
    </message>
    <message>
        <source>Open relay</source>
        <translation>拉闸</translation>
    </message>
    <message>
        <source>Broadcast the time to all meters on this line?</source>
        <translation>向本线路上的所有电能表广播校时？</translation>
    </message>
    <message>
        <source>Each meter takes it if its clock is at most five minutes wrong, once a day. Meter %1 is read before and afterwards.</source>
        <translation>时钟误差不超过五分钟的表会接受，每天一次。校时前后都会抄读电能表 %1。</translation>
    </message>
    <message>
        <source>Broadcast time</source>
        <translation>广播校时</translation>
    </message>
    <message>
        <source>Give meter %1 the address %2?</source>
        <translation>把电能表 %1 的地址改为 %2？</translation>
    </message>
    <message>
        <source>It then answers to the new address only; whoever reads it by the old one finds nothing.</source>
        <translation>此后它只应答新地址，按旧地址抄表将没有应答。</translation>
    </message>
    <message>
        <source>Give address</source>
        <translation>写入地址</translation>
    </message>
    <message>
        <source>Set the clock of meter %1 to the time of this computer?</source>
        <translation>把电能表 %1 的时钟设为本机时间？</translation>
    </message>
    <message>
        <source>The password is sent once. Energy by time of day is counted by the new time.</source>
        <translation>密码只发送一次。分时电量将按新时间计量。</translation>
    </message>
    <message>
        <source>Set clock</source>
        <translation>设置时钟</translation>
    </message>
    <message>
        <source>Let meter %1 go over to %2 bit/s?</source>
        <translation>将电能表 %1 的通信速率改为 %2 bit/s？</translation>
    </message>
    <message>
        <source>The line follows. Other meters on it keep their rate and are not heard until they are changed, too; nor does the pile read this one until it is told.</source>
        <translation>串口将随之切换。总线上其他电能表仍为原速率，更改前无法抄读；充电桩也要更改设置后才能抄读该表。</translation>
    </message>
    <message>
        <source>Change rate</source>
        <translation>更改速率</translation>
    </message>
    <message>
        <source>Let meter %1 freeze its registers %2?</source>
        <translation>命令电能表 %1 冻结电量（%2）？</translation>
    </message>
    <message>
        <source>It keeps a copy of its registers; the oldest copy goes.</source>
        <translation>电能表将保存一份电量数据，最早的一份冻结记录会被覆盖。</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Let the terminal of meter %1 give &quot;%2&quot;?</source>
        <translation>将电能表 %1 的多功能端子设为“%2”输出？</translation>
    </message>
    <message>
        <source>Whatever is wired to it sees another signal at once.</source>
        <translation>接在该端子上的设备将立即收到不同的信号。</translation>
    </message>
    <message>
        <source>Set terminal</source>
        <translation>设置多功能端子</translation>
    </message>
    <message>
        <source>Give meter %1 another password for level %2?</source>
        <translation>修改电能表 %1 的 %2 级密码？</translation>
    </message>
    <message>
        <source>The present password is sent once. The new one cannot be read back: write it down. Whoever writes with the old one is refused from then on.</source>
        <translation>当前密码只发送一次。新密码无法回读，请务必记录。此后使用旧密码的写入将被拒绝。</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
</context>
<context>
    <name>pd::ui::SettlementFlow</name>
    <message>
        <source>Select the unpaid charges of one account.</source>
        <translation>请选择同一账户的未付款订单。</translation>
    </message>
    <message>
        <source>Nothing is owed for this charge.</source>
        <translation>该订单没有欠费。</translation>
    </message>
    <message>
        <source>Nothing is owed for one of these charges.</source>
        <translation>所选订单中有一单没有欠费。</translation>
    </message>
    <message>
        <source>These charges are of several accounts.</source>
        <translation>所选订单不属于同一账户。</translation>
    </message>
    <message>
        <source>One of these charges is already being paid.</source>
        <translation>所选订单中有一单正在支付。</translation>
    </message>
    <message>
        <source>The cloud is being asked.</source>
        <translation>等待云平台应答。</translation>
    </message>
    <message>
        <source>The payer has not confirmed yet.</source>
        <translation>付款方尚未确认支付。</translation>
    </message>
    <message>
        <source>These charges are settled.</source>
        <translation>这些订单已结清。</translation>
    </message>
</context>
<context>
    <name>pd::ui::SettlementView</name>
    <message>
        <source>Charges that are settled together</source>
        <translation>合并结算的订单</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>收款码</translation>
    </message>
    <message>
        <source>Network platform</source>
        <translation>网络支付</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Request payment</source>
        <translation>发起收款</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Pile</source>
        <translation>桩号</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Owed ¥</source>
        <translation>欠费(元)</translation>
    </message>
    <message>
        <source>Settle together · %1</source>
        <comment>account</comment>
        <translation>合并结算 · %1</translation>
    </message>
    <message>
        <source>¥ %1</source>
        <translation>%1元</translation>
    </message>
    <message>
        <source>Asking the cloud…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Payment: %1</source>
        <translation>支付：%1</translation>
    </message>
    <message>
        <source>The driver scans the code or opens the link and confirms there.</source>
        <translation>车主扫码或打开链接确认支付。</translation>
    </message>
    <message>
        <source>Paid: these charges are settled.</source>
        <translation>已支付，订单全部结清。</translation>
    </message>
    <message>
        <source>The receipt of each of them lists them all.</source>
        <translation>任一订单的收据均列出全部订单。</translation>
    </message>
    <message>
        <source>Nothing was paid: these charges are owed as before.</source>
        <translation>未付款，订单仍为欠费状态。</translation>
    </message>
    <message>
        <source>One payment for these charges</source>
        <translation>一次支付结清所选订单</translation>
    </message>
    <message>
        <source>Each charge keeps its own record and bill.</source>
        <translation>每单各自保留充电记录和账单。</translation>
    </message>
</context>
<context>
    <name>pd::ui::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>pd::ui::SignInPage</name>
    <message>
        <source>Sign in to a cloud</source>
        <translation>登录云平台</translation>
    </message>
    <message>
        <source>Meters on a serial line can be read without it.</source>
        <translation>不登录也可经串口抄表。</translation>
    </message>
    <message>
        <source>Cloud address</source>
        <translation>云平台地址</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Asking the cloud…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>The cloud is being asked</source>
        <translation>正在登录</translation>
    </message>
</context>
<context>
    <name>pd::ui::SlotPainter</name>
    <message>
        <source>Bands of the day</source>
        <translation>全天时段</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>hours, band</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>pd::ui::StatusStrip</name>
    <message>
        <source>No serial line open</source>
        <translation>串口未打开</translation>
    </message>
    <message>
        <source>Cloud: not signed in</source>
        <translation>云平台：未登录</translation>
    </message>
    <message>
        <source>Cloud: connecting</source>
        <translation>云平台：正在连接</translation>
    </message>
    <message>
        <source>Cloud: refused</source>
        <translation>云平台：拒绝登录</translation>
    </message>
    <message>
        <source>Cloud away, last heard %1 ago</source>
        <translation>云平台断开，末次通信%1前</translation>
    </message>
    <message>
        <source>Cloud away</source>
        <translation>云平台断开</translation>
    </message>
    <message>
        <source>Cloud live, %1 ms</source>
        <translation>云平台在线，%1 ms</translation>
    </message>
    <message>
        <source>Cloud live</source>
        <translation>云平台在线</translation>
    </message>
    <message>
        <source>DEMONSTRATION · clock stands still</source>
        <translation>演示环境 · 时钟已暂停</translation>
    </message>
    <message>
        <source>SIMULATED CLOCK stands still</source>
        <translation>模拟时钟已暂停</translation>
    </message>
    <message>
        <source>DEMONSTRATION · clock ×%1</source>
        <translation>演示环境 · 时钟×%1</translation>
    </message>
    <message>
        <source>SIMULATED CLOCK ×%1</source>
        <translation>模拟时钟×%1</translation>
    </message>
    <message>
        <source>DEMONSTRATION</source>
        <translation>演示环境</translation>
    </message>
</context>
<context>
    <name>pd::ui::Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>%1 from %2: %3 kWh</source>
        <comment>band, time, energy</comment>
        <translation>%2起%1，%3 kWh</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Energy kWh</source>
        <translation>电量(kWh)</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>电价</translation>
    </message>
    <message>
        <source>%1 ¥%2</source>
        <comment>band and price of one kWh</comment>
        <translation>%1 %2元</translation>
    </message>
    <message>
        <source>¥%1 %2</source>
        <comment>amount, state of payment</comment>
        <translation>%1元 %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>command and its life</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>pd::ui::TopBar</name>
    <message>
        <source>Not signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>User and settings</source>
        <translation>用户与设置</translation>
    </message>
</context>
<context>
    <name>pd::ui::TotalsBar</name>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>pd::ui::TrendPanel</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Which quantities of which meters the trend shows; at most two units</source>
        <translation>选择趋势图显示哪些电能表的哪些量，最多两种单位</translation>
    </message>
    <message>
        <source>Export readings…</source>
        <translation>导出抄表数据…</translation>
    </message>
    <message>
        <source>The meter in hand</source>
        <translation>当前电能表</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>quantity, unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>One quantity stays.</source>
        <translation>至少保留一个量。</translation>
    </message>
    <message>
        <source>Two units are shown already: take one out first.</source>
        <translation>已显示两种单位，请先取消一种。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>meter, quantity</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>quantity, unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>尚未抄读数据。</translation>
    </message>
</context>
<context>
    <name>pd::ui::UserPanel</name>
    <message>
        <source>User and settings</source>
        <translation>用户与设置</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>键盘快捷键…</translation>
    </message>
</context>
<context>
    <name>pd::ui::Words</name>
    <message>
        <source>Sharp</source>
        <comment>price band 尖</comment>
        <translation>尖</translation>
    </message>
    <message>
        <source>Peak</source>
        <comment>price band 峰</comment>
        <translation>峰</translation>
    </message>
    <message>
        <source>Flat</source>
        <comment>price band 平</comment>
        <translation>平</translation>
    </message>
    <message>
        <source>Valley</source>
        <comment>price band 谷</comment>
        <translation>谷</translation>
    </message>
    <message>
        <source>Deep valley</source>
        <comment>price band 深谷</comment>
        <translation>深谷</translation>
    </message>
    <message>
        <source>Waiting for payment</source>
        <translation>待支付</translation>
    </message>
    <message>
        <source>Paid, not started</source>
        <translation>已支付未启动</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>充电中</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Ended, being billed</source>
        <translation>已结束，结算中</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已结算</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>By energy</source>
        <translation>按电量</translation>
    </message>
    <message>
        <source>Until full</source>
        <translation>自动充满</translation>
    </message>
    <message>
        <source>Energy ¥%1</source>
        <translation>按电量 %1元</translation>
    </message>
    <message>
        <source>Time %1 min</source>
        <translation>按时间 %1分钟</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>已请求</translation>
    </message>
    <message>
        <source>sent to the pile</source>
        <translation>已下发</translation>
    </message>
    <message>
        <source>accepted, not yet confirmed</source>
        <translation>已受理，待确认</translation>
    </message>
    <message>
        <source>confirmed by status and meter</source>
        <translation>桩与电表已确认</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>expired without a result</source>
        <translation>超时无结果</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>远程启动</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>远程停止</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Network platform</source>
        <translation>网络支付</translation>
    </message>
    <message>
        <source>asking the channel</source>
        <translation>正在请求支付渠道</translation>
    </message>
    <message>
        <source>waiting for the payer</source>
        <translation>待付款</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>已支付</translation>
    </message>
    <message>
        <source>closed unpaid</source>
        <translation>未支付已关闭</translation>
    </message>
    <message>
        <source>channel silent, asking again</source>
        <translation>渠道无响应，正在查询</translation>
    </message>
    <message>
        <source>stopped from here</source>
        <translation>远程停止</translation>
    </message>
    <message>
        <source>the car was unplugged</source>
        <translation>车辆拔枪</translation>
    </message>
    <message>
        <source>emergency stop pressed</source>
        <translation>急停按下</translation>
    </message>
    <message>
        <source>the pile lost power</source>
        <translation>桩掉电</translation>
    </message>
    <message>
        <source>the authorisation was withdrawn</source>
        <translation>授权被撤销</translation>
    </message>
    <message>
        <source>the pile restarted</source>
        <translation>桩重启</translation>
    </message>
    <message>
        <source>the connector was unlocked</source>
        <translation>枪锁被解锁</translation>
    </message>
    <message>
        <source>other reason (%1)</source>
        <translation>其他原因（%1）</translation>
    </message>
    <message>
        <source>Connector lock failure</source>
        <translation>电子锁故障</translation>
    </message>
    <message>
        <source>No communication with the car</source>
        <translation>与车辆通信异常</translation>
    </message>
    <message>
        <source>Ground failure</source>
        <translation>接地故障</translation>
    </message>
    <message>
        <source>Temperature too high</source>
        <translation>过温</translation>
    </message>
    <message>
        <source>Internal fault of the pile</source>
        <translation>桩内部故障</translation>
    </message>
    <message>
        <source>Local list conflict</source>
        <translation>本地名单冲突</translation>
    </message>
    <message>
        <source>Other fault, see the pile</source>
        <translation>其他故障，见桩侧显示</translation>
    </message>
    <message>
        <source>Overcurrent</source>
        <translation>过流</translation>
    </message>
    <message>
        <source>Overvoltage</source>
        <translation>过压</translation>
    </message>
    <message>
        <source>Meter failure</source>
        <translation>电表故障</translation>
    </message>
    <message>
        <source>Contactor failure</source>
        <translation>接触器故障</translation>
    </message>
    <message>
        <source>Card reader failure</source>
        <translation>读卡器故障</translation>
    </message>
    <message>
        <source>Restart failed</source>
        <translation>重启失败</translation>
    </message>
    <message>
        <source>Undervoltage</source>
        <translation>欠压</translation>
    </message>
    <message>
        <source>Weak mobile signal</source>
        <translation>移动网络信号弱</translation>
    </message>
    <message>
        <source>from the receiver</source>
        <translation>卫星定位</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>人工标定</translation>
    </message>
    <message>
        <source>from the plan</source>
        <translation>规划坐标</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Pile %1 · bay %2 · port %3</source>
        <translation>桩 %1 · 车位 %2 · 枪 %3</translation>
    </message>
    <message>
        <source>The amount is used up.</source>
        <translation>金额已用完。</translation>
    </message>
    <message>
        <source>The chosen energy is reached.</source>
        <translation>已达设定电量。</translation>
    </message>
    <message>
        <source>at the pile, limit reached or stopped there</source>
        <translation>桩端达到限额或在桩上停止</translation>
    </message>
    <message>
        <source>cancelled before the start</source>
        <translation>启动前已取消</translation>
    </message>
    <message>
        <source>Stop at the limit</source>
        <translation>限额自动停止</translation>
    </message>
    <message>
        <source>limit reached, the amount is used up</source>
        <translation>已达预付限额</translation>
    </message>
    <message>
        <source>limit reached, the chosen energy is charged</source>
        <translation>已达限额，设定电量已充完</translation>
    </message>
    <message>
        <source>not paid in time</source>
        <translation>超时未支付</translation>
    </message>
    <message>
        <source>paid, but not started in time; the money goes back</source>
        <translation>已支付但超时未启动，款项原路退回</translation>
    </message>
    <message>
        <source>Scheduled %1</source>
        <comment>when a charge starts by itself</comment>
        <translation>定时 %1 启动</translation>
    </message>
    <message>
        <source>Time ¥%1</source>
        <translation>按时间 %1元</translation>
    </message>
    <message>
        <source>Full ¥%1</source>
        <comment>until full, an amount is held</comment>
        <translation>自动充满 %1元</translation>
    </message>
    <message>
        <source>no car was plugged in at the set time; the money goes back</source>
        <translation>到点未插枪，未启动，款项原路退回</translation>
    </message>
    <message>
        <source>reserved, but nobody came</source>
        <translation>预约逾期未到</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <comment>the energy that limits a charge</comment>
        <translation>%1 kWh</translation>
    </message>
</context>
<context>
    <name>pd::ui::WriteRecordModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>设置前 → 设置后</translation>
    </message>
</context>
<context>
    <name>pd::ui::WriteWords</name>
    <message>
        <source>Lock-out released</source>
        <translation>解除闭锁保护</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>Check clock</source>
        <translation>核对时钟</translation>
    </message>
    <message>
        <source>Set clock</source>
        <translation>设置时钟</translation>
    </message>
    <message>
        <source>Broadcast time</source>
        <translation>广播校时</translation>
    </message>
    <message>
        <source>Give address</source>
        <translation>写入地址</translation>
    </message>
    <message>
        <source>Permit closing</source>
        <translation>允许合闸</translation>
    </message>
    <message>
        <source>Close relay</source>
        <translation>合闸</translation>
    </message>
    <message>
        <source>Open relay</source>
        <translation>拉闸</translation>
    </message>
    <message>
        <source>Nothing sent. %1</source>
        <translation>未下发。%1</translation>
    </message>
    <message>
        <source>Outcome not recorded</source>
        <translation>结果未记录</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Shows something else</source>
        <translation>回读不一致</translation>
    </message>
    <message>
        <source>Accepted, cannot be read back</source>
        <translation>已接受，无法回读</translation>
    </message>
    <message>
        <source>Waits for the button</source>
        <translation>待按键合闸</translation>
    </message>
    <message>
        <source>Password refused</source>
        <translation>密码被拒绝</translation>
    </message>
    <message>
        <source>Programming key not pressed</source>
        <translation>未按编程键</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>拒绝执行</translation>
    </message>
    <message>
        <source>Answer lost, not written</source>
        <translation>应答丢失，未写入</translation>
    </message>
    <message>
        <source>Answer lost, unknown</source>
        <translation>应答丢失，结果不明</translation>
    </message>
    <message>
        <source>right to the second</source>
        <translation>准确到秒</translation>
    </message>
    <message>
        <source>%1 s slow</source>
        <translation>慢 %1 秒</translation>
    </message>
    <message>
        <source>%1 s fast</source>
        <translation>快 %1 秒</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>闭合</translation>
    </message>
    <message>
        <source>Meter %1 permits closing: press the button on the meter to close its relay.</source>
        <translation>电能表 %1 已允许合闸：请按表上的按键完成合闸。</translation>
    </message>
    <message>
        <source>Meter %1 accepted; it does not show the result. Look at the meter.</source>
        <translation>电能表 %1 已接受，但无法回读结果。请查看电能表。</translation>
    </message>
    <message>
        <source>The clock of meter %1 is %2.</source>
        <translation>电能表 %1 的时钟%2。</translation>
    </message>
    <message>
        <source>The clock of meter %1 is %2; it was %3.</source>
        <translation>电能表 %1 的时钟现在%2，原来%3。</translation>
    </message>
    <message>
        <source>The meter now answers as %1.</source>
        <translation>电能表现在的地址为 %1。</translation>
    </message>
    <message>
        <source>The relay of meter %1 is open: what it feeds has no power.</source>
        <translation>电能表 %1 已拉闸，其后的设备已断电。</translation>
    </message>
    <message>
        <source>The relay of meter %1 is closed: what it feeds has power.</source>
        <translation>电能表 %1 已合闸，其后的设备已通电。</translation>
    </message>
    <message>
        <source>Meter %1 shows %2.</source>
        <translation>电能表 %1 回读为 %2。</translation>
    </message>
    <message>
        <source>No password was refused since the last that was accepted.</source>
        <translation>自上次密码通过以来，没有被拒绝的密码。</translation>
    </message>
    <message>
        <source>No password is sent: %1 refused, %2 without an answer. Most meters lock after five.</source>
        <translation>已停止发送密码：%1 次被拒绝，%2 次无应答。多数电能表连错五次即闭锁。</translation>
    </message>
    <message>
        <source>%1 refused, %2 without an answer; %3 tries are left before no password is sent.</source>
        <translation>%1 次被拒绝，%2 次无应答；还可再试 %3 次，之后不再发送密码。</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>before, after</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Freeze registers</source>
        <translation>冻结电量</translation>
    </message>
    <message>
        <source>Change baud rate</source>
        <translation>更改通信速率</translation>
    </message>
    <message>
        <source>Change password, level %1</source>
        <translation>修改 %1 级密码</translation>
    </message>
    <message>
        <source>Set terminal</source>
        <translation>设置多功能端子</translation>
    </message>
    <message>
        <source>Demand period</source>
        <translation>需量周期</translation>
    </message>
    <message>
        <source>Tariff switching</source>
        <translation>时段投切</translation>
    </message>
    <message>
        <source>Clock second</source>
        <translation>时钟秒脉冲</translation>
    </message>
    <message>
        <source>every hour at minute %1</source>
        <translation>每小时第 %1 分</translation>
    </message>
    <message>
        <source>every day at %1</source>
        <translation>每日 %1</translation>
    </message>
    <message>
        <source>on day %1 of every month at %2</source>
        <translation>每月 %1 日 %2</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>瞬时</translation>
    </message>
    <message>
        <source>Meter %1 answers at %2 bit/s now, and the line was set to it.</source>
        <translation>电能表 %1 已按 %2 bit/s 应答，串口已切换到该速率。</translation>
    </message>
    <message>
        <source>Meter %1 speaks at %2 bit/s already; nothing was sent.</source>
        <translation>电能表 %1 已是 %2 bit/s，未发送命令。</translation>
    </message>
    <message>
        <source>Meter %1 took the new password of level %2. It cannot be read back: the next write shows it.</source>
        <translation>电能表 %1 已接受新的 %2 级密码。密码无法回读，下次写入时可验证。</translation>
    </message>
    <message>
        <source>Meter %1 accepted: its terminal gives &quot;%2&quot;. That cannot be read back.</source>
        <translation>电能表 %1 已接受：多功能端子输出“%2”。该设置无法回读。</translation>
    </message>
    <message>
        <source>Meter %1 accepted to freeze %2. That cannot be read back.</source>
        <translation>电能表 %1 已接受冻结命令（%2）。该设置无法回读。</translation>
    </message>
    <message>
        <source>Meter %1 froze its registers: %2.</source>
        <translation>电能表 %1 已冻结电量：%2。</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDataset</name>
    <message>
        <source>About the dataset</source>
        <translation>关于数据集</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Mean, deviation</source>
        <translation>均值、标准差</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>What is known of it</source>
        <translation>已知信息</translation>
    </message>
    <message>
        <source>being computed…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>comes with Netwright</source>
        <translation>随网匠附带</translation>
    </message>
    <message>
        <source>published, {size} MB to download</source>
        <translation>公开发布，下载量 {size} MB</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Answer</source>
        <translation>作答</translation>
    </message>
    <message>
        <source>I am not sure: {percent} %, or {second} with {less} %</source>
        <translation>我不确定：{percent} %，也可能是 {second}（{less} %）</translation>
    </message>
    <message>
        <source>Predicted class</source>
        <translation>预测的类别</translation>
    </message>
    <message>
        <source>This does not look like a digit; {first} comes nearest</source>
        <translation>这看起来不像数字；最接近的是 {first}</translation>
    </message>
    <message>
        <source>This looks like nothing that the network learned from; {first} comes nearest</source>
        <translation>这与网络学过的任何内容都不像；最接近的是 {first}</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>把握 {percent} %</translation>
    </message>
    <message>
        <source>{percent} % sure, else {second} ({less} %)</source>
        <translation>把握 {percent} %，其次是 {second}（{less} %）</translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>Live: step {step} of {total}</source>
        <translation>实时：第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>Probabilities are calibrated on {images} validation images: temperature {temperature}, calibration error {before} % before and {after} % after. Below {unsure} % the network says that it is not sure.</source>
        <translation>概率已用 {images} 张验证图像校准：温度为 {temperature}，校准误差由 {before} % 变为 {after} %。低于 {unsure} % 时，网络会说它不确定。</translation>
    </message>
    <message>
        <source>Run that is followed</source>
        <translation>所跟踪的运行</translation>
    </message>
    <message>
        <source>Run that is followed, epoch {epoch}: step {step} of {total}</source>
        <translation>所跟踪的运行，第 {epoch} 轮：第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>Run that is followed: step {step} of {total}</source>
        <translation>所跟踪的运行：第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>Run {name}</source>
        <translation>运行 {name}</translation>
    </message>
    <message>
        <source>Run {name}, epoch {epoch}</source>
        <translation>运行 {name}，第 {epoch} 轮</translation>
    </message>
    <message>
        <source>The network has errors and cannot answer</source>
        <translation>网络有错误，无法回答</translation>
    </message>
    <message>
        <source>Untrained network: it only guesses</source>
        <translation>网络尚未训练，只是在猜</translation>
    </message>
    <message>
        <source>{run} · calibrated</source>
        <translation>{run} · 已校准</translation>
    </message>
</context>
<context>
    <name>AugmentationList</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add an augmentation</source>
        <translation>添加一种数据增强</translation>
    </message>
    <message>
        <source>Add {operation}</source>
        <translation>添加{operation}</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重新抽取</translation>
    </message>
    <message>
        <source>Change training images in one more way</source>
        <translation>再以一种方式改变训练图像</translation>
    </message>
    <message>
        <source>Draw the preview again</source>
        <translation>重新抽取预览</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>移除（Delete）</translation>
    </message>
    <message>
        <source>Remove {operation}</source>
        <translation>移除{operation}</translation>
    </message>
    <message>
        <source>Show other images with other random changes: those of the next epoch</source>
        <translation>显示下一轮次的图像及其随机变化</translation>
    </message>
    <message>
        <source>The classes are digits or letters: mirrored, most are none any more, or another one.</source>
        <translation>类别是数字或字母：翻转后大多不再是原来的字符，或变成另一个字符。</translation>
    </message>
</context>
<context>
    <name>AugmentationPreview</name>
    <message>
        <source>The first {count} images of epoch {epoch}, with that epoch&apos;s own random changes</source>
        <translation>第 {epoch} 轮次的前 {count} 幅图像，带有该轮次自己的随机变化</translation>
    </message>
    <message>
        <source>Training images as the network will see them</source>
        <translation>网络将看到的训练图像</translation>
    </message>
</context>
<context>
    <name>BackboneWeights</name>
    <message>
        <source>A training downloads them, too, before its first step</source>
        <translation>训练也会在第一步之前下载这些权重</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Download (about {size} MB)</source>
        <translation>下载（约 {size} MB）</translation>
    </message>
    <message>
        <source>Download again (about {size} MB)</source>
        <translation>重新下载（约 {size} MB）</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>Try again (about {size} MB)</source>
        <translation>重试（约 {size} MB）</translation>
    </message>
    <message>
        <source>Weights of the backbone</source>
        <translation>骨干网络的权重</translation>
    </message>
    <message>
        <source>Weights: installed</source>
        <translation>权重：已安装</translation>
    </message>
    <message>
        <source>Weights: not here yet</source>
        <translation>权重：尚未下载</translation>
    </message>
    <message>
        <source>Weights: {done} of {total} MB here</source>
        <translation>权重：已有 {done} / {total} MB</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>BlockBox</name>
    <message>
        <source>Edit the inside of the block (Ctrl+Down, or a double-click)</source>
        <translation>编辑块的内部（Ctrl+↓，或双击）</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Have this block at hand in every project</source>
        <translation>在每个项目中都能使用这个块</translation>
    </message>
    <message>
        <source>Keep in my palette</source>
        <translation>存入我的面板</translation>
    </message>
    <message>
        <source>Kept in my palette</source>
        <translation>已存入我的面板</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the block</source>
        <translation>块的名称</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Used in one place</source>
        <translation>用在一处</translation>
    </message>
    <message>
        <source>Used in {count} places; all change together</source>
        <translation>用在 {count} 处，会一起改变</translation>
    </message>
    <message>
        <source>Write its layers out here (Ctrl+Shift+G)</source>
        <translation>把其中的层写在这里（Ctrl+Shift+G）</translation>
    </message>
</context>
<context>
    <name>BlockEditor</name>
    <message>
        <source>Add an input to {name}</source>
        <translation>给 {name} 添加输入</translation>
    </message>
    <message>
        <source>Expand {layer}</source>
        <translation>展开 {layer}</translation>
    </message>
    <message>
        <source>Group into a block</source>
        <translation>组合成块</translation>
    </message>
    <message>
        <source>Open a block to give it another input.</source>
        <translation>请先打开块，再给它添加输入。</translation>
    </message>
    <message>
        <source>Remove the block {name}</source>
        <translation>移除块 {name}</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation>将 {old} 重命名为 {new}</translation>
    </message>
    <message>
        <source>Repeat {layer} ×{count}</source>
        <translation>重复 {layer} ×{count}</translation>
    </message>
    <message>
        <source>Select a block to keep it.</source>
        <translation>请选择要保存的块。</translation>
    </message>
    <message>
        <source>Select a block to open it.</source>
        <translation>请选择要打开的块。</translation>
    </message>
    <message>
        <source>Select a block to repeat it.</source>
        <translation>请选择要重复的块。</translation>
    </message>
    <message>
        <source>Select a block to write its layers out.</source>
        <translation>请选择要展开的块。</translation>
    </message>
    <message>
        <source>{name} is still in use.</source>
        <translation>{name} 仍在使用。</translation>
    </message>
</context>
<context>
    <name>Breadcrumb</name>
    <message>
        <source>Every place that uses this block changes with it.</source>
        <translation>使用这个块的每一处都会随之改变。</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>转到 {name}</translation>
    </message>
    <message>
        <source>Inside the block {name}</source>
        <translation>在块 {name} 的内部</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>{name} 的新名称</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open block: {path}</source>
        <translation>打开的块：{path}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>The whole network</source>
        <translation>整个网络</translation>
    </message>
    <message>
        <source>{name} (F2 renames it)</source>
        <translation>{name}（按 F2 重命名）</translation>
    </message>
</context>
<context>
    <name>BuildPage</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>CalibrationPlot</name>
    <message>
        <source>Calibration curve</source>
        <translation>校准曲线</translation>
    </message>
    <message>
        <source>Confidence {low}–{high} %: no images</source>
        <translation>置信度 {low}–{high} %：没有图像</translation>
    </message>
    <message>
        <source>Confidence {low}–{high} %: {images} images, right {accuracy}, on average {confidence} sure</source>
        <translation>置信度 {low}–{high} %：{images} 张图像，答对 {accuracy}，平均把握 {confidence}</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hold the paper so that the digits lie inside the frame, then capture them.</source>
        <translation>请举好纸，让数字落在框内，然后拍摄。</translation>
    </message>
    <message>
        <source>Live picture</source>
        <translation>实时画面</translation>
    </message>
    <message>
        <source>Read from the camera</source>
        <translation>用摄像头读取</translation>
    </message>
    <message>
        <source>Waiting for the camera…</source>
        <translation>正在等待摄像头…</translation>
    </message>
</context>
<context>
    <name>CanvasMenu</name>
    <message>
        <source>Add layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Bars show</source>
        <translation>条形显示</translation>
    </message>
    <message>
        <source>Insert after</source>
        <translation>在其后插入</translation>
    </message>
    <message>
        <source>Insert before</source>
        <translation>在其前插入</translation>
    </message>
    <message>
        <source>Insert here</source>
        <translation>在此插入</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>移除连线</translation>
    </message>
</context>
<context>
    <name>ChangeBar</name>
    <message>
        <source>Apply and resume</source>
        <translation>应用并继续</translation>
    </message>
    <message>
        <source>Every layer keeps what it learned.</source>
        <translation>每个层都保留已学内容。</translation>
    </message>
    <message>
        <source>Keep what they learned: {kept}. Start anew: {fresh}.</source>
        <translation>保留已学内容：{kept}。重新开始：{fresh}。</translation>
    </message>
    <message>
        <source>No layer keeps what it learned: names or sizes differ.</source>
        <translation>没有层能保留已学内容：名称或大小不同。</translation>
    </message>
    <message>
        <source>Resume without the changes</source>
        <translation>不应用更改，继续</translation>
    </message>
    <message>
        <source>Resume without them</source>
        <translation>不应用，继续</translation>
    </message>
    <message>
        <source>The changes were refused</source>
        <translation>更改未被接受</translation>
    </message>
    <message>
        <source>The network was edited</source>
        <translation>网络已被编辑</translation>
    </message>
    <message>
        <source>The run goes on as before; your edits stay on the screen</source>
        <translation>运行照旧继续；所做的编辑仍留在屏幕上</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>ChangePreview</name>
    <message>
        <source>Orange: ink to add. Blue: ink to take away. Dabs of the pen near the ink were tried, the network was asked about each, and those that are not needed were left out. A still smaller change may exist.</source>
        <translation>橙色：要加的笔迹。蓝色：要去掉的笔迹。程序在笔迹附近逐个试着点上或擦去一笔大小的墨点，每个都问过网络，不需要的已略去。也许还有更小的改动。</translation>
    </message>
    <message>
        <source>What would have to change</source>
        <translation>需要改动什么</translation>
    </message>
</context>
<context>
    <name>ChoiceBar</name>
    <message>
        <source>All epochs</source>
        <translation>全部轮次</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the evaluation</source>
        <translation>取消评估</translation>
    </message>
    <message>
        <source>Drag back through the run&apos;s epochs and see it learn</source>
        <translation>逐轮次回看该运行，看它如何学会</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluate the weights of the run&apos;s best epoch</source>
        <translation>评估该运行最佳轮次的权重</translation>
    </message>
    <message>
        <source>Images to evaluate on</source>
        <translation>用于评估的图像</translation>
    </message>
    <message>
        <source>Measure the run&apos;s best weights on these images</source>
        <translation>用该运行的最佳权重在这些图像上测量</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>Run to evaluate</source>
        <translation>要评估的运行</translation>
    </message>
    <message>
        <source>Test images were never seen; validation images chose the best epoch; training images were learned</source>
        <translation>测试图像从未见过；验证图像用于选出最佳轮次；训练图像是学习过的</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Add layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Insert after {layer}</source>
        <translation>在 {layer} 之后插入</translation>
    </message>
    <message>
        <source>Insert before {layer}</source>
        <translation>在 {layer} 之前插入</translation>
    </message>
    <message>
        <source>Insert here</source>
        <translation>在此插入</translation>
    </message>
    <message>
        <source>Replace {count} layers by</source>
        <translation>替换 {count} 个层为</translation>
    </message>
    <message>
        <source>Replace {layer} by</source>
        <translation>替换 {layer} 为</translation>
    </message>
</context>
<context>
    <name>ChoosingPage</name>
    <message>
        <source>A file of images</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>A folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>A folder with a folder of images for each class; a table (CSV) of file names and labels, of pixels, or of other numbers; a NumPy file (.npz); IDX files as MNIST&apos;s; or a zip file of one of these.</source>
        <translation>可以是：每个类别一个图像文件夹的文件夹；列出文件名和标签、像素或其他数值的表格（CSV）；NumPy 文件（.npz）；与 MNIST 相同的 IDX 文件；或其中任何一种的 zip 文件。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Data ({patterns})</source>
        <translation>数据 ({patterns})</translation>
    </message>
    <message>
        <source>Drop a folder or a file here</source>
        <translation>将文件夹或文件拖到这里</translation>
    </message>
</context>
<context>
    <name>ChosenColumns</name>
    <message>
        <source>As at first</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
</context>
<context>
    <name>ClassBalance</name>
    <message>
        <source>Images of each class</source>
        <translation>各类别的图像</translation>
    </message>
    <message>
        <source>{count} test examples ({share} %)</source>
        <translation>{count} 个测试样本（{share}%）</translation>
    </message>
    <message>
        <source>{count} training examples ({share} %)</source>
        <translation>{count} 个训练样本（{share}%）</translation>
    </message>
    <message>
        <source>{count} validation examples ({share} %)</source>
        <translation>{count} 个验证样本（{share}%）</translation>
    </message>
    <message>
        <source>{part}: {total}, {least} to {most} of each class</source>
        <translation>{part}：{total}，每类 {least} 至 {most}</translation>
    </message>
    <message>
        <source>{part}: {total}, {most} of each class</source>
        <translation>{part}：{total}，每类 {most}</translation>
    </message>
</context>
<context>
    <name>ClassModel</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>How many images of this class there are</source>
        <translation>该类别的图像数量</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Most taken for</source>
        <translation>最常误认为</translation>
    </message>
    <message>
        <source>Of the images of this class, those that were recognised</source>
        <translation>该类别的图像中被正确识别的比例</translation>
    </message>
    <message>
        <source>Of the images that were taken for this class, those that are</source>
        <translation>被判为该类别的图像中确属该类别的比例</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>The class that its images are most often taken for</source>
        <translation>该类别的图像最常被误认为的类别</translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation>精确率与召回率的调和平均</translation>
    </message>
    <message>
        <source>The true class</source>
        <translation>真实类别</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Figures of each class</source>
        <translation>各类别的指标</translation>
    </message>
</context>
<context>
    <name>ClassesTab</name>
    <message>
        <source>Double-click shows the images of the class</source>
        <translation>双击查看该类别的图像</translation>
    </message>
    <message>
        <source>Mean training image of each class</source>
        <translation>各类别训练图像的均值</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Do not close</source>
        <translation>不关闭</translation>
    </message>
    <message>
        <source>Go on without the window</source>
        <translation>关闭窗口后继续</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Repeated runs and sweeps keep all that is done and stop with checkpoints: Go on in their tab of Runs continues them after the next start.</source>
        <translation>重复运行和超参搜索会保留所有已完成的结果，并带着检查点停下：下次启动后，可在“运行”中各自的标签页里按“继续进行”接着做。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Stop the training and close?</source>
        <translation>停止训练并关闭窗口？</translation>
    </message>
    <message>
        <source>Stop the work and close?</source>
        <translation>停止这些工作并关闭窗口？</translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Training of {run}</source>
        <translation>训练 {run}</translation>
    </message>
    <message>
        <source>What was learned so far is kept and waits in Runs, where it can be resumed. A run that goes on without the window is found again when it opens.</source>
        <translation>目前学到的内容会保留在“运行”中，可以从那里继续。在窗口关闭后继续的运行，会在窗口打开时重新找到。</translation>
    </message>
    <message>
        <source>Work is under way</source>
        <translation>有工作正在进行</translation>
    </message>
</context>
<context>
    <name>CodeFiles</name>
    <message>
        <source>Export training script</source>
        <translation>导出训练脚本</translation>
    </message>
    <message>
        <source>Networks in code and other formats ({patterns})</source>
        <translation>代码及其他格式的网络（{patterns}）</translation>
    </message>
    <message>
        <source>Open a network</source>
        <translation>打开网络</translation>
    </message>
    <message>
        <source>Python (*.py)</source>
        <translation>Python（*.py）</translation>
    </message>
</context>
<context>
    <name>CodeImportDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Line {line}: {words}</source>
        <translation>第 {line} 行：{words}</translation>
    </message>
    <message>
        <source>Network from code</source>
        <translation>由代码得到网络</translation>
    </message>
    <message>
        <source>No network could be made of this.</source>
        <translation>无法由此得到网络。</translation>
    </message>
    <message>
        <source>Not everything was understood; each line below says what was done instead.</source>
        <translation>有些内容没有读懂；下面逐行说明替代的处理。</translation>
    </message>
    <message>
        <source>Nothing to read yet.</source>
        <translation>还没有可读的内容。</translation>
    </message>
    <message>
        <source>Open on the canvas</source>
        <translation>在画布上打开</translation>
    </message>
    <message>
        <source>Paste an nn.Sequential or nn.Module here. The code is read, never run.</source>
        <translation>在此粘贴 nn.Sequential 或 nn.Module。代码只会被读取，绝不会被运行。</translation>
    </message>
    <message>
        <source>PyTorch code to read</source>
        <translation>要读取的 PyTorch 代码</translation>
    </message>
    <message>
        <source>The network has {count} errors, which the canvas will show.</source>
        <translation>网络有 {count} 个错误，画布会显示它们。</translation>
    </message>
    <message>
        <source>What was not understood</source>
        <translation>没有读懂的内容</translation>
    </message>
    <message>
        <source>Which network of the code</source>
        <translation>代码中的哪个网络</translation>
    </message>
    <message>
        <source>{title}: {count} layers.</source>
        <translation>{title}：{count} 层。</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Export script…</source>
        <translation>导出脚本…</translation>
    </message>
    <message>
        <source>Make a network of PyTorch code, or of an ONNX or Keras file</source>
        <translation>由 PyTorch 代码、ONNX 文件或 Keras 文件得到网络</translation>
    </message>
    <message>
        <source>Open code…</source>
        <translation>打开代码…</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>PyTorch code of the network</source>
        <translation>网络的 PyTorch 代码</translation>
    </message>
    <message>
        <source>The network as plain PyTorch code. It follows every edit.</source>
        <translation>网络的纯 PyTorch 代码，随每次编辑更新。</translation>
    </message>
    <message>
        <source>Write one file that trains this network by itself</source>
        <translation>写出一个能独立训练这个网络的文件</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Code and machine</source>
        <translation>代码与机器</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Training accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Wheel: zoom. Drag: zoom into a box. Shift-drag: move. Double-click: everything.</source>
        <translation>滚轮：缩放。拖动：放大所框选的区域。按住 Shift 拖动：平移。双击：显示全部。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>相连</translation>
    </message>
    <message>
        <source>{layer}: name</source>
        <translation>{layer}：名称</translation>
    </message>
    <message>
        <source>{layer}: reads</source>
        <translation>{layer}：读取</translation>
    </message>
    <message>
        <source>{layer}: type</source>
        <translation>{layer}：类型</translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>All figures, the best of each marked</source>
        <translation>全部数据，并标出各项最佳</translation>
    </message>
    <message>
        <source>Choose runs…</source>
        <translation>选择运行…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Nothing is compared yet.

Press “Choose runs…”, or select several runs in the table and press Compare.</source>
        <translation>还没有比较任何运行。

请按“选择运行…”，或在表中选中多次运行后按“对比”。</translation>
    </message>
    <message>
        <source>Take all runs out of the comparison; the runs themselves stay</source>
        <translation>将所有运行移出比较；运行本身会保留</translation>
    </message>
    <message>
        <source>The curves of all runs over each other</source>
        <translation>所有运行的曲线叠放在一起</translation>
    </message>
    <message>
        <source>The runs learned from different data ({names}); their figures are not ranked.</source>
        <translation>这些运行从不同的数据学习（{names}），其数据不作排名。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Views of the comparison</source>
        <translation>比较的视图</translation>
    </message>
    <message>
        <source>What differs between two runs</source>
        <translation>两次运行之间的不同</translation>
    </message>
    <message>
        <source>Whether the differences in accuracy are more than chance</source>
        <translation>准确率的差异是否超出偶然</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation>{count} 次运行</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Answer</source>
        <translation>作答</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>“{truth}” recognised: {count} of {images} images, {share} %</source>
        <translation>识别出“{truth}”：{images} 张图像中 {count} 张，{share} %</translation>
    </message>
    <message>
        <source>“{truth}” taken for “{answer}”: {count} of {images} images, {share} %</source>
        <translation>“{truth}”被误认为“{answer}”：{images} 张图像中 {count} 张，{share} %</translation>
    </message>
</context>
<context>
    <name>ContourPlot</name>
    <message>
        <source>A sweep over two or more parameters shows here where its good trials lie.</source>
        <translation>改变两个或更多参数的超参搜索会在这里显示好的试验分布在哪里。</translation>
    </message>
    <message>
        <source>What was reached over two parameters</source>
        <translation>两个参数上达到的结果</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Accuracy curve</source>
        <translation>准确率曲线</translation>
    </message>
    <message>
        <source>Earlier run</source>
        <translation>先前的运行</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全览</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation>损失使用对数坐标轴</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Mean over all training batches of each epoch</source>
        <translation>每个轮次所有训练批的平均值</translation>
    </message>
    <message>
        <source>Show the whole curve (double-click in the plot)</source>
        <translation>显示整条曲线（在图中双击）</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step {step} · epoch {epoch}</source>
        <translation>第 {step} 步 · 第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>The accuracy of every step appears here as soon as training starts.</source>
        <translation>训练一开始，每一步的准确率就会显示在这里。</translation>
    </message>
    <message>
        <source>The loss of every step appears here as soon as training starts.</source>
        <translation>训练一开始，每一步的损失就会显示在这里。</translation>
    </message>
    <message>
        <source>The run opened for comparison</source>
        <translation>用来对比的运行</translation>
    </message>
    <message>
        <source>The steps, smoothed (strength above the plots)</source>
        <translation>各步的平滑曲线（平滑程度在图上方调节）</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training batch of each step</source>
        <translation>每一步的训练批</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation split, after each epoch</source>
        <translation>每个轮次结束后在验证集上的结果</translation>
    </message>
    <message>
        <source>Wheel: zoom. Drag: zoom into a box. Shift-drag: move. Double-click: everything.</source>
        <translation>滚轮：缩放。拖动：放大所框选的区域。按住 Shift 拖动：平移。双击：显示全部。</translation>
    </message>
    <message>
        <source>Whole epoch</source>
        <translation>整轮</translation>
    </message>
    <message>
        <source>{plot}: show the whole curve</source>
        <translation>{plot}：显示整条曲线</translation>
    </message>
    <message>
        <source>{plot}: {curve}</source>
        <translation>{plot}：{curve}</translation>
    </message>
    <message>
        <source>{what}. Click to show or hide.</source>
        <translation>{what}。点击可显示或隐藏。</translation>
    </message>
</context>
<context>
    <name>CurvesPanel</name>
    <message>
        <source>Fit</source>
        <translation>全览</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic axis for losses and rates</source>
        <translation>损失和学习率用对数轴</translation>
    </message>
    <message>
        <source>Runs that differ in their seed only become one curve: their mean, with their standard deviation</source>
        <translation>只有种子不同的运行合为一条曲线：它们的均值及标准差</translation>
    </message>
    <message>
        <source>Seeds as mean ± band</source>
        <translation>种子合并为均值 ± 带</translation>
    </message>
    <message>
        <source>Show or hide this curve</source>
        <translation>显示或隐藏此曲线</translation>
    </message>
    <message>
        <source>Show the whole curves (double-click in a plot)</source>
        <translation>显示完整曲线（在图中双击）</translation>
    </message>
    <message>
        <source>What the curves run over</source>
        <translation>曲线的横轴</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>A training that is under way learns from it</source>
        <translation>正在进行的训练用的就是它</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Delete the imported copy; your own files stay</source>
        <translation>删除导入的副本；您自己的文件不受影响</translation>
    </message>
    <message>
        <source>Delete what was downloaded</source>
        <translation>删除已下载的内容</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>It is deleted from the disk, and can be downloaded again.</source>
        <translation>它将从磁盘上删除，可以重新下载。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Let this project learn from it; the network is mended to fit its images and classes</source>
        <translation>让本项目用它学习；网络会随之修复，以匹配其图像和类别</translation>
    </message>
    <message>
        <source>Make a dataset of your own images</source>
        <translation>用自己的图像制作数据集</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove dataset</source>
        <translation>移除数据集</translation>
    </message>
    <message>
        <source>Remove the dataset {name}?</source>
        <translation>移除数据集 {name}？</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test image {number}: {label}</source>
        <translation>测试图像 {number}：{label}</translation>
    </message>
    <message>
        <source>The chosen dataset</source>
        <translation>所选数据集</translation>
    </message>
    <message>
        <source>The imported copy is deleted from the disk; the files it was made of stay. Runs that learned from it can no longer be evaluated or resumed.</source>
        <translation>导入的副本将从磁盘上删除，原来的文件不受影响。用它学习过的运行将无法再评估或继续。</translation>
    </message>
    <message>
        <source>This project already learns from it</source>
        <translation>本项目已在使用它</translation>
    </message>
    <message>
        <source>This project learns from it: use another dataset first</source>
        <translation>本项目正在使用它：请先改用别的数据集</translation>
    </message>
    <message>
        <source>This project now learns from {name}.</source>
        <translation>本项目现在使用 {name} 学习。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training image {number}, kept for validation: {label}</source>
        <translation>训练图像 {number}（留作验证）：{label}</translation>
    </message>
    <message>
        <source>Training image {number}: {label}</source>
        <translation>训练图像 {number}：{label}</translation>
    </message>
    <message>
        <source>Use for this project</source>
        <translation>用于本项目</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{count} numbers each</source>
        <translation>每个 {count} 个数</translation>
    </message>
    <message>
        <source>{first} Its network fits as it is.</source>
        <translation>{first}网络无需改动。</translation>
    </message>
    <message>
        <source>{first} Its network was made to fit: {changes}.</source>
        <translation>{first}网络已作调整：{changes}。</translation>
    </message>
    <message>
        <source>{images} examples · {classes} classes · {size}</source>
        <translation>{images} 个样本 · {classes} 个类别 · {size}</translation>
    </message>
    <message>
        <source>{images} images · {classes} classes · {size}</source>
        <translation>{images} 张图像 · {classes} 个类别 · {size}</translation>
    </message>
    <message>
        <source>{width} × {height}, colour</source>
        <translation>{width} × {height}，彩色</translation>
    </message>
    <message>
        <source>{width} × {height}, grey</source>
        <translation>{width} × {height}，灰度</translation>
    </message>
</context>
<context>
    <name>DatasetList</name>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
</context>
<context>
    <name>DatasetModel</name>
    <message>
        <source>This project learns from it</source>
        <translation>本项目正在使用它</translation>
    </message>
    <message>
        <source>{name}, this project&apos;s</source>
        <translation>{name}，本项目所用</translation>
    </message>
    <message>
        <source>{size} MB to download · {figures}</source>
        <translation>需下载 {size} MB · {figures}</translation>
    </message>
</context>
<context>
    <name>DatasetUse</name>
    <message>
        <source>Use the dataset {name}</source>
        <translation>使用数据集 {name}</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Accuracy on my drawings</source>
        <translation>在我的手写样本上的准确率</translation>
    </message>
    <message>
        <source>Another window or program trains this run: here it can be looked at, named and followed.</source>
        <translation>这次运行正由另一窗口或程序训练：在这里可以查看、命名和跟随。</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Choose a run to see what it was.</source>
        <translation>选择一次运行，查看它的详情。</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Details of the run</source>
        <translation>运行详情</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>Made as</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>On the disk: {size}</source>
        <translation>占用磁盘：{size}</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>继续次数</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test accuracy: {spread}</source>
        <translation>测试准确率：{spread}</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation accuracy: {spread}</source>
        <translation>验证准确率：{spread}</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>{count} runs are chosen.</source>
        <translation>已选择 {count} 次运行。</translation>
    </message>
    <message>
        <source>{percent} ({right} of {drawings})</source>
        <translation>{percent}（{drawings} 个中对 {right} 个）</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>Choose two runs.</source>
        <translation>请选择两次运行。</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>第一次运行</translation>
    </message>
    <message>
        <source>Nothing differs in what was written down of the two runs.</source>
        <translation>两次运行所记录的内容没有任何不同。</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>第二次运行</translation>
    </message>
    <message>
        <source>Swap the two runs</source>
        <translation>交换两次运行</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
</context>
<context>
    <name>DigitCanvas</name>
    <message>
        <source>Draw a digit</source>
        <translation>写一个数字</translation>
    </message>
    <message>
        <source>Draw with the mouse, a finger or a pen; the right button or the pen&apos;s other end erases. With the keyboard: the arrow keys move, Space puts the pen down or lifts it, E takes the eraser, Backspace clears, Ctrl+Z takes back, R replays, Ctrl+Left and Ctrl+Right go from digit to digit.</source>
        <translation>用鼠标、手指或手写笔书写；鼠标右键或笔的另一端可以擦除。键盘操作：方向键移动，空格键落笔或提笔，E 切换橡皮，退格键清空，Ctrl+Z 撤销，R 回放，Ctrl+左和 Ctrl+右在数字之间切换。</translation>
    </message>
    <message>
        <source>Drawing pad</source>
        <translation>画板</translation>
    </message>
</context>
<context>
    <name>DigitPreview</name>
    <message>
        <source>The 28 × 28 pixels that the network sees: your digit, treated as MNIST was made</source>
        <translation>网络看到的 28 × 28 像素：您写的数字，按 MNIST 的制作方式处理</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>DownloadCard</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Downloading: {done} of {total} MB</source>
        <translation>正在下载：{total} MB 中的 {done} MB</translation>
    </message>
    <message>
        <source>Making it ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>This dataset is not here yet: {size} MB have to be downloaded.</source>
        <translation>此数据集尚未下载：需下载 {size} MB。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What came is kept when it is cancelled; a training downloads it, too</source>
        <translation>取消时已下载的部分会保留；训练也会自动下载</translation>
    </message>
</context>
<context>
    <name>DrawPanel</name>
    <message>
        <source>Draw a digit to see what the network thinks</source>
        <translation>写一个数字，看看网络怎么想</translation>
    </message>
    <message>
        <source>Explain the answer</source>
        <translation>解释答案</translation>
    </message>
    <message>
        <source>Looking for a camera…</source>
        <translation>正在寻找摄像头…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Read a picture</source>
        <translation>识别图片</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>正在识别图片……</translation>
    </message>
    <message>
        <source>Show what in the drawing speaks for the answer and what against it</source>
        <translation>显示笔迹中哪些部分支持这个答案，哪些部分反对</translation>
    </message>
    <message>
        <source>Waiting for the network…</source>
        <translation>正在等待网络…</translation>
    </message>
    <message>
        <source>Whose weights answer</source>
        <translation>答案来自谁的权重</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
</context>
<context>
    <name>DuplicateWarnings</name>
    <message>
        <source>Images with the same pixels under different classes: {count}.</source>
        <translation>像素相同却属于不同类别的图像：{count} 张。</translation>
    </message>
    <message>
        <source>In training and test</source>
        <translation>训练与测试中都有</translation>
    </message>
    <message>
        <source>Show the images that are in training and test</source>
        <translation>查看训练与测试中都有的图像</translation>
    </message>
    <message>
        <source>Show the images that stand under different classes</source>
        <translation>查看属于不同类别的相同图像</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Test images that are training images, too: {count}. The test makes a network look better than it is.</source>
        <translation>同时也是训练图像的测试图像：{count} 张。测试结果会显得比实际更好。</translation>
    </message>
    <message>
        <source>Under different classes</source>
        <translation>属于不同类别</translation>
    </message>
</context>
<context>
    <name>ElsewhereDialog</name>
    <message>
        <source>Another machine</source>
        <translation>另一台机器</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Each process takes a part of every batch.</source>
        <translation>每个进程承担每个批次的一部分。</translation>
    </message>
    <message>
        <source>Run elsewhere</source>
        <translation>在别处运行</translation>
    </message>
    <message>
        <source>Save project and script, and hand the script to Slurm</source>
        <translation>保存项目和脚本，并把脚本交给 Slurm</translation>
    </message>
    <message>
        <source>Save project and script…</source>
        <translation>保存项目和脚本…</translation>
    </message>
    <message>
        <source>Save the project, bring it there, and start the script on each machine.</source>
        <translation>保存项目，带到那里，并在每台机器上启动脚本。</translation>
    </message>
    <message>
        <source>Slurm cluster</source>
        <translation>Slurm 集群</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>在此启动</translation>
    </message>
    <message>
        <source>Start it and follow the run; it goes on when the window closes</source>
        <translation>启动并跟踪该运行；窗口关闭后继续进行</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>The script queues the job, and again until the run is done.</source>
        <translation>脚本让作业排队，并反复排队直到运行完成。</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>What is started</source>
        <translation>将启动的内容</translation>
    </message>
</context>
<context>
    <name>EnsembleDialog</name>
    <message>
        <source>Average their probabilities (ensemble)</source>
        <translation>平均它们的概率（集成）</translation>
    </message>
    <message>
        <source>Average their weights (soup): only of runs that started from the same ones</source>
        <translation>平均它们的权重（权重汤）：仅限从相同权重出发的运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep only those that help, by the validation images</source>
        <translation>只保留有帮助的成员，由验证图像决定</translation>
    </message>
    <message>
        <source>Make an ensemble</source>
        <translation>生成集成</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Runs that can be members</source>
        <translation>可作成员的运行</translation>
    </message>
    <message>
        <source>Several networks often answer better than each of them. The ensemble is a run of its own with copies of their weights: evaluate it, draw for it, ask it why.</source>
        <translation>几个网络一起作答，往往胜过其中任何一个。集成是一次独立的运行，带有各成员权重的副本：可以评估它、为它书写、问它为什么。</translation>
    </message>
    <message>
        <source>Tick at least two runs.</source>
        <translation>请至少勾选两次运行。</translation>
    </message>
    <message>
        <source>{count} runs chosen</source>
        <translation>已选 {count} 次运行</translation>
    </message>
    <message>
        <source>{name} · validation {accuracy}</source>
        <translation>{name} · 验证 {accuracy}</translation>
    </message>
</context>
<context>
    <name>EnsembleMaker</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save predictions</source>
        <translation>保存预测</translation>
    </message>
    <message>
        <source>The runs answer for the images that were new to them…</source>
        <translation>各运行正在为未学过的图像作答…</translation>
    </message>
    <message>
        <source>The runs are put together…</source>
        <translation>正在把这些运行合在一起…</translation>
    </message>
    <message>
        <source>They are the run {name} now.</source>
        <translation>它们现在是运行 {name}。</translation>
    </message>
    <message>
        <source>{accuracy} of {images} images right by runs to which they were new (95 % interval {low} to {high}).</source>
        <translation>对未学过的 {images} 张图像，正确率为 {accuracy}（95 % 区间 {low} 至 {high}）。</translation>
    </message>
</context>
<context>
    <name>EpochDrawing</name>
    <message>
        <source>Draw</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>Draw a digit for the epochs</source>
        <translation>为各轮次写一个数字</translation>
    </message>
    <message>
        <source>Draw a digit, and see here when the network learned to read it.</source>
        <translation>写一个数字，即可在这里看到网络从何时起学会认它。</translation>
    </message>
    <message>
        <source>Go to the pad; every epoch then answers to what is drawn there</source>
        <translation>前往画板；之后每个轮次都会对画板上的内容作答</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>您的手写</translation>
    </message>
</context>
<context>
    <name>EpochFilters</name>
    <message>
        <source>Filters of {layer}</source>
        <translation>{layer} 的卷积核</translation>
    </message>
    <message>
        <source>In the same colours for the same weights in every epoch</source>
        <translation>在所有轮次中，相同的权重使用相同的颜色</translation>
    </message>
</context>
<context>
    <name>EpochHead</name>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Go to the best epoch</source>
        <translation>转到最佳轮次</translation>
    </message>
    <message>
        <source>Go to the epoch whose weights are kept as the best</source>
        <translation>转到权重被保存为最佳的轮次</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play or pause (space)</source>
        <translation>播放或暂停（空格键）</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>To the best</source>
        <translation>转到最佳</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
</context>
<context>
    <name>EpochMap</name>
    <message>
        <source>Classes in the map</source>
        <translation>图中的类别</translation>
    </message>
    <message>
        <source>Each point is an image: what the last layer reads of it, in two principal components that are the same for all epochs. What the network holds to be alike lies close together.</source>
        <translation>每个点是一幅图像：最后一层从它读到的内容，投影到对所有轮次都相同的两个主成分上。网络认为相似的图像彼此靠近。</translation>
    </message>
    <message>
        <source>How the network sees images</source>
        <translation>网络眼中的图像</translation>
    </message>
    <message>
        <source>Let a class stand out</source>
        <translation>突出显示一个类别</translation>
    </message>
    <message>
        <source>Map of images as the network sees them</source>
        <translation>网络眼中图像的分布图</translation>
    </message>
    <message>
        <source>{count} of these images</source>
        <translation>其中 {count} 幅图像</translation>
    </message>
    <message>
        <source>{count} of these images. The only layer that learns reads their pixels, so they stay.</source>
        <translation>其中 {count} 幅图像。唯一学习的层直接读取像素，因此各点不动。</translation>
    </message>
    <message>
        <source>{truth}, taken for {answer}</source>
        <translation>{truth}，被认作 {answer}</translation>
    </message>
</context>
<context>
    <name>EpochModel</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Learning rate at the epoch&apos;s end</source>
        <translation>轮次结束时的学习率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The epoch whose weights are kept</source>
        <translation>保留其权重的轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Training accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>With its validation</source>
        <translation>包含验证的用时</translation>
    </message>
</context>
<context>
    <name>EpochTable</name>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
</context>
<context>
    <name>EpochTrack</name>
    <message>
        <source>Drag through the epochs, or use the arrow keys, Home and End; the space bar plays</source>
        <translation>拖动以浏览各轮次，也可使用方向键、Home 和 End；空格键播放</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
</context>
<context>
    <name>EpochsPane</name>
    <message>
        <source>Epoch by epoch</source>
        <translation>逐轮次</translation>
    </message>
    <message>
        <source>Matrix and map are of {count} of {total} test images, the same in each epoch.</source>
        <translation>混淆矩阵和分布图使用 {total} 幅测试图像中的 {count} 幅，各轮次相同。</translation>
    </message>
    <message>
        <source>Matrix and map are of {count} of {total} validation images, the same in each epoch.</source>
        <translation>混淆矩阵和分布图使用 {total} 幅验证图像中的 {count} 幅，各轮次相同。</translation>
    </message>
    <message>
        <source>No runs yet.

Train a network; here one can then drag back through its epochs.</source>
        <translation>还没有运行。

训练一个网络，之后即可在这里逐轮次回看。</translation>
    </message>
    <message>
        <source>No weights of single epochs were kept of {run}: it comes from an older Netwright, was stopped at once, or had no room for them (“Keep epochs in”, a hyperparameter of the computation).

Train again to have them.</source>
        <translation>{run} 没有保存各轮次的权重：它来自旧版网匠、刚开始就被停止，或没有留出空间（计算部分的超参数“轮次权重空间”）。

重新训练即可得到。</translation>
    </message>
    <message>
        <source>Of the epochs before the first one shown no weights were kept.</source>
        <translation>所示第一个轮次之前的权重没有保存。</translation>
    </message>
    <message>
        <source>Reading the epochs of {run}…</source>
        <translation>正在读取 {run} 的轮次…</translation>
    </message>
</context>
<context>
    <name>EvaluatePage</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluating {run}…</source>
        <translation>正在评估 {run}…</translation>
    </message>
    <message>
        <source>No runs yet.

Train a network; what it can do is then measured here, image by image.</source>
        <translation>还没有运行。

先训练一个网络，之后便可在此逐张图像衡量它的表现。</translation>
    </message>
    <message>
        <source>Press Evaluate to see what the runs of {group} answer for images that were new to them, image by image.</source>
        <translation>点击“评估”，逐张查看 {group} 的各运行对未学过的图像如何作答。</translation>
    </message>
    <message>
        <source>Press Evaluate to see what {run} answers, image by image: which classes it confuses, how sure it is, and where it fails.</source>
        <translation>点击“评估”，逐张图像查看 {run} 的作答：它混淆哪些类别，有多大把握，在哪里出错。</translation>
    </message>
</context>
<context>
    <name>EvaluatedImages</name>
    <message>
        <source>“{truth}” recognised, {sure}</source>
        <translation>识别出“{truth}”，{sure}</translation>
    </message>
    <message>
        <source>“{truth}” taken for “{answer}”, {sure}</source>
        <translation>“{truth}”被误认为“{answer}”，{sure}</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>All images: {images}</source>
        <translation>所有图像：{images} 张</translation>
    </message>
    <message>
        <source>All wrong answers: {images}</source>
        <translation>所有答错的图像：{images} 张</translation>
    </message>
    <message>
        <source>Answer “{answer}”</source>
        <translation>答案“{answer}”</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Class “{truth}”</source>
        <translation>类别“{truth}”</translation>
    </message>
    <message>
        <source>Confidence {low}–{high} %</source>
        <translation>置信度 {low}–{high} %</translation>
    </message>
    <message>
        <source>Loss {low}–{high}</source>
        <translation>损失 {low}–{high}</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>另存为 CSV</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>Training images {train}, {split} {other}: no more apart than by chance.</source>
        <translation>训练图像 {train}，{split} {other}：差别不超出偶然范围。</translation>
    </message>
    <message>
        <source>Training images {train}, {split} {other}: the latter are {points} points easier for it.</source>
        <translation>训练图像 {train}，{split} {other}：后者对它来说容易 {points} 个百分点。</translation>
    </message>
    <message>
        <source>Training images {train}, {split} {other}: {points} points learned by heart.</source>
        <translation>训练图像 {train}，{split} {other}：有 {points} 个百分点是死记硬背。</translation>
    </message>
    <message>
        <source>Training images {train}, {split} {other}: {points} points learned by heart. More images, augmentation or regularisation would help.</source>
        <translation>训练图像 {train}，{split} {other}：有 {points} 个百分点是死记硬背。更多图像、数据增强或正则化会有帮助。</translation>
    </message>
    <message>
        <source>Training images {train}, {split} {other}: {points} points learned by heart. More regularisation may help.</source>
        <translation>训练图像 {train}，{split} {other}：有 {points} 个百分点是死记硬背。加强正则化或许有帮助。</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>答错的图像</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>{conditions}: {images}</source>
        <translation>{conditions}：{images} 张</translation>
    </message>
    <message>
        <source>“{truth}” recognised: {images}</source>
        <translation>识别出“{truth}”：{images} 张</translation>
    </message>
    <message>
        <source>“{truth}” taken for “{answer}”: {images}</source>
        <translation>“{truth}”被误认为“{answer}”：{images} 张</translation>
    </message>
</context>
<context>
    <name>ExampleBar</name>
    <message>
        <source>Example that goes through the network</source>
        <translation>送入网络的样例</translation>
    </message>
    <message>
        <source>My drawing</source>
        <translation>我的手绘</translation>
    </message>
    <message>
        <source>Next test image</source>
        <translation>下一张测试图像</translation>
    </message>
    <message>
        <source>Previous test image</source>
        <translation>上一张测试图像</translation>
    </message>
    <message>
        <source>Reading the test images…</source>
        <translation>正在读取测试图像…</translation>
    </message>
    <message>
        <source>Test example {number}: {label} ({count} numbers)</source>
        <translation>测试样本 {number}：{label}（{count} 个数）</translation>
    </message>
    <message>
        <source>Test image {number}: {label}</source>
        <translation>测试图像 {number}：{label}</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>你的手绘</translation>
    </message>
</context>
<context>
    <name>FailureBanner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the failure</source>
        <translation>失败详情</translation>
    </message>
    <message>
        <source>End the run and keep what it learned</source>
        <translation>结束运行，并保留已学内容</translation>
    </message>
    <message>
        <source>Go on as is</source>
        <translation>照原样继续</translation>
    </message>
    <message>
        <source>Go on from the last good weights as before</source>
        <translation>从最后的有效权重照旧继续</translation>
    </message>
    <message>
        <source>Go on from the run&apos;s newest checkpoint</source>
        <translation>从运行的最新检查点继续</translation>
    </message>
    <message>
        <source>Lower the learning rate to a tenth</source>
        <translation>把学习率降为十分之一</translation>
    </message>
    <message>
        <source>Paused at the last good weights</source>
        <translation>已暂停在最后的有效权重处</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start anew with what is on the screen</source>
        <translation>用屏幕上的内容重新开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Traceback</source>
        <translation>错误堆栈</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>Use a tenth and go on</source>
        <translation>降为十分之一并继续</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source> by </source>
        <translation> 乘 </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>1 parameter</source>
        <translation>1 个参数</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Estimated from the speed of a training, once there was one.</source>
        <translation>有过一次训练之后，由其速度估计。</translation>
    </message>
    <message>
        <source>Four bytes for each parameter, as a run&apos;s weights are stored.</source>
        <translation>每个参数四个字节，与运行保存权重的方式相同。</translation>
    </message>
    <message>
        <source>From {rate} images a second measured for a network of {cost} multiply-adds, by proportion.</source>
        <translation>由每秒 {rate} 张图像的实测速度（乘加运算为 {cost} 的网络）按比例推算。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Memory for the layer&apos;s answers, kept for the backward pass; the bar shows its part of the network&apos;s.</source>
        <translation>层的输出为反向传播保留的内存；条形显示它在网络中所占的部分。</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>Numbers that training can change; the bar shows the part of the network&apos;s.</source>
        <translation>训练可以改变的数；条形显示它在网络中所占的部分。</translation>
    </message>
    <message>
        <source>Operations for one image; the bar shows the part of the network&apos;s.</source>
        <translation>处理一张图像的运算量；条形显示它在网络中所占的部分。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>The bar shows the part of the {size} that are free on {device}.</source>
        <translation>条形显示在 {device} 上可用的 {size} 中所占的部分。</translation>
    </message>
    <message>
        <source>The part of the image that one output depends on; the bar shows the part of its area.</source>
        <translation>一个输出所依赖的图像部分；条形显示其面积所占的部分。</translation>
    </message>
    <message>
        <source>Time per epoch</source>
        <translation>每轮时间</translation>
    </message>
    <message>
        <source>Training memory</source>
        <translation>训练内存</translation>
    </message>
    <message>
        <source>Weights, gradients, the optimizer&apos;s state and the activations of one batch of {count} images.</source>
        <translation>权重、梯度、优化器状态，以及一批 {count} 张图像的激活值。</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>约 {duration}</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>after a first training</source>
        <translation>首次训练之后可知</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>无参数</translation>
    </message>
    <message>
        <source>no problem</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>output unknown</source>
        <translation>输出未知</translation>
    </message>
    <message>
        <source>output {shape}</source>
        <translation>输出 {shape}</translation>
    </message>
    <message>
        <source>the CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>times </source>
        <translation>乘 </translation>
    </message>
    <message>
        <source>{count} copies</source>
        <translation>{count} 个副本</translation>
    </message>
    <message>
        <source>{count} filters</source>
        <translation>{count} 个滤波器</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{count} per image</source>
        <translation>每张图像 {count}</translation>
    </message>
    <message>
        <source>{count}, {frozen} frozen</source>
        <translation>{count}，其中 {frozen} 冻结</translation>
    </message>
    <message>
        <source>{height}×{width} px</source>
        <translation>{height}×{width} px</translation>
    </message>
    <message>
        <source>{layer}: {problem}</source>
        <translation>{layer}：{problem}</translation>
    </message>
    <message>
        <source>{size} per batch</source>
        <translation>每批 {size}</translation>
    </message>
</context>
<context>
    <name>FiguresTable</name>
    <message>
        <source>Figures of the compared runs</source>
        <translation>所比较运行的数据</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>By dataset</source>
        <translation>按数据集</translation>
    </message>
    <message>
        <source>By device</source>
        <translation>按设备</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>按组</translation>
    </message>
    <message>
        <source>By network</source>
        <translation>按网络</translation>
    </message>
    <message>
        <source>By status</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Find runs</source>
        <translation>查找运行</translation>
    </message>
    <message>
        <source>Find: words, tag:wide, accuracy &gt; 0.98, -status:failed …</source>
        <translation>查找：词语、tag:wide、accuracy &gt; 0.98、-status:failed …</translation>
    </message>
    <message>
        <source>Group the runs</source>
        <translation>对运行分组</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Put runs together, with the mean and deviation of their accuracies</source>
        <translation>把运行归在一起，并给出准确率的均值和标准差</translation>
    </message>
    <message>
        <source>Show only the groups</source>
        <translation>只显示组</translation>
    </message>
    <message>
        <source>Words stand anywhere in names, tags, notes, network, dataset or status.
Conditions: tag:wide, dataset:mnist, status:failed, star, accuracy &gt; 0.98, test &gt;= 99%,
duration &lt; 5min, parameters &lt;= 50k, size &gt; 20MB, created &gt; 2026-11-30, learning_rate &lt;= 1e-3.
A minus before one means the others.</source>
        <translation>词语可以出现在名称、标签、备注、网络、数据集或状态中。
条件：tag:wide、dataset:mnist、status:failed、star、accuracy &gt; 0.98、test &gt;= 99%、
duration &lt; 5min、parameters &lt;= 50k、size &gt; 20MB、created &gt; 2026-11-30、learning_rate &lt;= 1e-3。
前面加减号表示其余的运行。</translation>
    </message>
</context>
<context>
    <name>FindRateButton</name>
    <message>
        <source>A training is under way; a search waits for its end.</source>
        <translation>正在训练；训练结束后才能测试学习率。</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>学习率测试</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>测试…</translation>
    </message>
    <message>
        <source>Take the learning rate {rate}</source>
        <translation>采用学习率 {rate}</translation>
    </message>
    <message>
        <source>The network has errors; mend them first.</source>
        <translation>网络有错误；请先修复。</translation>
    </message>
    <message>
        <source>Try learning rates from small to large and choose one from the curve of the loss</source>
        <translation>从小到大尝试各学习率，再由损失曲线选定一个</translation>
    </message>
</context>
<context>
    <name>FormMarks</name>
    <message>
        <source>Change what a sweep tries of {field}</source>
        <translation>更改超参搜索对“{field}”尝试的值</translation>
    </message>
    <message>
        <source>Vary it in a sweep</source>
        <translation>在超参搜索中改变它</translation>
    </message>
    <message>
        <source>Vary it no more</source>
        <translation>不再改变它</translation>
    </message>
    <message>
        <source>Vary {field} in a sweep</source>
        <translation>在超参搜索中改变“{field}”</translation>
    </message>
    <message>
        <source>Vary {field} no more</source>
        <translation>不再改变“{field}”</translation>
    </message>
</context>
<context>
    <name>FormulasPage</name>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Forget this one</source>
        <translation>不再保留</translation>
    </message>
    <message>
        <source>Networks to start from</source>
        <translation>可以由此开始的网络</translation>
    </message>
    <message>
        <source>New network</source>
        <translation>新建网络</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Picture of {title}</source>
        <translation>{title} 的图示</translation>
    </message>
    <message>
        <source>{parameters} parameters, {operations} multiply-adds per image</source>
        <translation>{parameters} 个参数，每张图像 {operations} 次乘加运算</translation>
    </message>
    <message>
        <source>{title} (your own)</source>
        <translation>{title}（你自己的）</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>The folder of a run that is under way</source>
        <translation>正在进行的运行的文件夹</translation>
    </message>
    <message>
        <source>The run cannot go on by itself: {reason}</source>
        <translation>该运行无法自行继续：{reason}</translation>
    </message>
    <message>
        <source>The run {run} is under way in another process.</source>
        <translation>运行 {run} 正在另一个进程中进行。</translation>
    </message>
    <message>
        <source>The run {run} went on without the window and ended after epoch {epoch} of {epochs}.</source>
        <translation>运行 {run} 在窗口关闭后继续进行，已在第 {epoch} 轮（共 {epochs} 轮）后结束。</translation>
    </message>
    <message>
        <source>The run {run} went on without the window and is complete: test accuracy {accuracy} %.</source>
        <translation>运行 {run} 在窗口关闭后继续进行并已完成：测试准确率 {accuracy} %。</translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续进行</translation>
    </message>
    <message>
        <source>Let these runs answer as one</source>
        <translation>让这些运行作为一个整体作答</translation>
    </message>
    <message>
        <source>Make an ensemble…</source>
        <translation>生成集成…</translation>
    </message>
    <message>
        <source>Predictions…</source>
        <translation>预测…</translation>
    </message>
    <message>
        <source>Progress of the group</source>
        <translation>该组的进度</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Runs of the group</source>
        <translation>该组的运行</translation>
    </message>
    <message>
        <source>Save what the runs say of images new to them</source>
        <translation>保存这些运行对未学过的图像的预测</translation>
    </message>
    <message>
        <source>See image by image what the runs say of images new to them</source>
        <translation>逐张查看这些运行对未学过的图像的预测</translation>
    </message>
    <message>
        <source>Show in Evaluate</source>
        <translation>在评估中查看</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the runs under way; all is kept and can go on</source>
        <translation>停止正在进行的运行；一切都会保留，可以继续</translation>
    </message>
    <message>
        <source>Take the group off this list; its runs stay</source>
        <translation>把该组从列表中移除；其运行保留</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Together they are the run {name}: {accuracy} right.</source>
        <translation>它们合起来是运行 {name}：正确率 {accuracy}。</translation>
    </message>
    <message>
        <source>Train what is missing; what is complete stays</source>
        <translation>训练尚缺的运行；已完成的保留</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{done} of {count} runs are complete.</source>
        <translation>{count} 次运行中已完成 {done} 次。</translation>
    </message>
    <message>
        <source>{kind}</source>
        <translation>{kind}</translation>
    </message>
    <message>
        <source>{kind} of {run}</source>
        <translation>{run} 的{kind}</translation>
    </message>
</context>
<context>
    <name>GroupDialog</name>
    <message>
        <source>1 is SAMME itself, which soon draws little but images with wrong labels.</source>
        <translation>1 即 SAMME 本身，很快就几乎只抽取标签有误的图像。</translation>
    </message>
    <message>
        <source>About {most}: this run took {one}.</source>
        <translation>约需 {most}：这次运行用了 {one}。</translation>
    </message>
    <message>
        <source>As one stacked computation: faster for small networks and on GPUs.</source>
        <translation>作为一个堆叠的计算：对小网络和 GPU 更快。</translation>
    </message>
    <message>
        <source>Between {least} and {most}: this run took {one}.</source>
        <translation>需 {least} 至 {most}：这次运行用了 {one}。</translation>
    </message>
    <message>
        <source>Boosting rate</source>
        <translation>提升率</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Each run then has its part of the processor&apos;s cores.</source>
        <translation>每次运行各占处理器的一部分核心。</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>How long it takes is not known: this run did not come to its end.</source>
        <translation>不知道需要多久：这次运行没有跑完。</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>同时进行</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Train them together</source>
        <translation>堆叠训练</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>Bagging</source>
        <translation>装袋</translation>
    </message>
    <message>
        <source>Boosting</source>
        <translation>提升</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Cross-validation</source>
        <translation>交叉验证</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Each run learns from a draw of the training images in which some come several times and a third not at all. Together they answer with the mean of their probabilities.</source>
        <translation>每次运行从训练图像中有放回地抽取来学习：有些图像出现多次，约三分之一完全不出现。它们一起以概率的均值作答。</translation>
    </message>
    <message>
        <source>Ensemble: the mean of probabilities</source>
        <translation>集成：概率的均值</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} / {epochs} 轮次</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>One run after the other, each looking more often at what those before got wrong. Together they answer with the mean of their probabilities, each by its say.</source>
        <translation>运行一个接一个，每个更多地看前面答错的图像。它们一起以概率的加权均值作答，各按其话语权。</translation>
    </message>
    <message>
        <source>Other seeds</source>
        <translation>其他种子</translation>
    </message>
    <message>
        <source>Out of bag: {group}</source>
        <translation>袋外：{group}</translation>
    </message>
    <message>
        <source>Out of fold: {group}</source>
        <translation>折外：{group}</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Soup: the mean of weights</source>
        <translation>权重汤：权重的均值</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>The same training with other random numbers, on the same split: how far the result depends on chance.</source>
        <translation>同样的训练、同样的划分，换用其他随机数：看结果在多大程度上取决于偶然。</translation>
    </message>
    <message>
        <source>The training images are dealt into equal parts. Each is kept aside by one run, which learns from the others: every image is a test once, and you see how far the result depends on which were chosen.</source>
        <translation>训练图像被分成相等的几份。每次运行留出一份，用其余的学习：每张图像都恰好被检验一次，由此可见结果在多大程度上取决于选了哪些图像。</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{name} · {share} · validation {accuracy}</source>
        <translation>{name} · {share} · 验证 {accuracy}</translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message>
        <source>Groups of runs</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>Nothing was repeated yet.

Choose a run and press Several runs: cross-validate it, repeat it with other seeds, or put runs together.</source>
        <translation>还没有重复过任何运行。

选择一次运行并按“多次运行”：交叉验证、用其他种子重复，或把多次运行合在一起。</translation>
    </message>
    <message>
        <source>Repeats and ensembles</source>
        <translation>重复与集成</translation>
    </message>
    <message>
        <source>Runs are put together, or answer</source>
        <translation>正在合并运行，或由它们作答</translation>
    </message>
    <message>
        <source>validation {accuracy}</source>
        <translation>验证 {accuracy}</translation>
    </message>
    <message>
        <source>{done} of {count} runs</source>
        <translation>{done} / {count} 次运行</translation>
    </message>
    <message>
        <source>{kind} of {run}: {done} of {count} runs are complete</source>
        <translation>{kind}（{run}）：已完成 {done} / {count} 次运行</translation>
    </message>
    <message>
        <source>{kind} · {standing}
{run}</source>
        <translation>{kind} · {standing}
{run}</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Compare with the test images</source>
        <translation>与测试图像比较</translation>
    </message>
    <message>
        <source>Compare with the training images</source>
        <translation>与训练图像比较</translation>
    </message>
    <message>
        <source>Expected calibration error: by how much confidence and accuracy differ, averaged over the images</source>
        <translation>期望校准误差：置信度与准确率之差，按图像平均</translation>
    </message>
    <message>
        <source>Find out how much of what it knows was learned by heart</source>
        <translation>看看它所学的有多少是死记硬背</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>With 95 % confidence the accuracy on images like these lies between {low} and {high}.</source>
        <translation>在 95 % 的置信水平下，对此类图像的准确率介于 {low} 与 {high} 之间。</translation>
    </message>
    <message>
        <source>{right} of {images} test images are answered right.</source>
        <translation>{images} 张测试图像中答对 {right} 张。</translation>
    </message>
    <message>
        <source>{right} of {images} training images are answered right, each by the mean of those of {runs} runs that did not draw it (out of bag).</source>
        <translation>{images} 张训练图像中答对 {right} 张，每张都由 {runs} 次运行中没有抽到它的那些运行取平均作答（袋外）。</translation>
    </message>
    <message>
        <source>{right} of {images} training images are answered right, each by the one of {runs} runs that did not learn from it (out of fold).</source>
        <translation>{images} 张训练图像中答对 {right} 张，每张都由 {runs} 次运行中没有学过它的那一次作答（折外）。</translation>
    </message>
    <message>
        <source>{right} of {images} training images are answered right.</source>
        <translation>{images} 张训练图像中答对 {right} 张。</translation>
    </message>
    <message>
        <source>{right} of {images} validation images are answered right.</source>
        <translation>{images} 张验证图像中答对 {right} 张。</translation>
    </message>
</context>
<context>
    <name>HealthModel</name>
    <message>
        <source>All layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>死亡单元</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Length of a step&apos;s change over the length of the weights; about 0.001 is usual</source>
        <translation>一步的改变量与权重的范数之比；通常约为 0.001</translation>
    </message>
    <message>
        <source>Length of the layer&apos;s gradient</source>
        <translation>该层梯度的范数</translation>
    </message>
    <message>
        <source>Saturated</source>
        <translation>饱和</translation>
    </message>
    <message>
        <source>Share of the answers at the flat ends of the activation</source>
        <translation>处于激活函数平坦两端的输出所占的比例</translation>
    </message>
    <message>
        <source>Share of the units that answer 0 to every image of the batch</source>
        <translation>对这一批的每张图像都输出 0 的单元所占的比例</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
</context>
<context>
    <name>HealthView</name>
    <message>
        <source>Health</source>
        <translation>健康状况</translation>
    </message>
    <message>
        <source>Health of each layer</source>
        <translation>各层的健康状况</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>How each layer does appears here during training, with hints where something looks unhealthy.</source>
        <translation>训练时，各层的状况会显示在这里；发现异常时会给出提示。</translation>
    </message>
    <message>
        <source>Nothing looks unhealthy.</source>
        <translation>没有发现异常。</translation>
    </message>
</context>
<context>
    <name>HealthWatch</name>
    <message>
        <source>Health</source>
        <translation>健康状况</translation>
    </message>
    <message>
        <source>Health ({count})</source>
        <translation>健康状况（{count}）</translation>
    </message>
</context>
<context>
    <name>HistoryPlot</name>
    <message>
        <source>Values of the trials and the best so far</source>
        <translation>各次试验的结果与目前最佳</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>试验</translation>
    </message>
</context>
<context>
    <name>HyperparameterPanel</name>
    <message>
        <source>A run keeps this from its first step to its last. Stop it to change this.</source>
        <translation>这一项在整个运行中保持不变。要修改，请先停止运行。</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Auto ({device})</source>
        <translation>自动（{device}）</translation>
    </message>
    <message>
        <source>Change {field}</source>
        <translation>修改{field}</translation>
    </message>
    <message>
        <source>Changes apply when the run goes on.</source>
        <translation>更改会在运行继续时生效。</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>Pause the run to change its hyperparameters.</source>
        <translation>暂停运行后才能修改超参数。</translation>
    </message>
    <message>
        <source>Take back the changes</source>
        <translation>撤回更改</translation>
    </message>
    <message>
        <source>Take the recipe {name}</source>
        <translation>采用配方“{name}”</translation>
    </message>
    <message>
        <source>Take the recipe {name} and its network</source>
        <translation>采用配方“{name}”及其网络</translation>
    </message>
    <message>
        <source>These belong to the project that is open now; the run keeps its own.</source>
        <translation>这些超参数属于当前打开的项目；运行仍使用自己的超参数。</translation>
    </message>
    <message>
        <source>{device} (not on this machine)</source>
        <translation>{device}（本机没有）</translation>
    </message>
    <message>
        <source>{title} with {count} parameters</source>
        <translation>{title}，{count} 个参数</translation>
    </message>
    <message>
        <source>{train} training images, no validation, {steps} steps per epoch</source>
        <translation>{train} 张训练图像，不验证，每轮 {steps} 步</translation>
    </message>
    <message>
        <source>{train} training · {aside} validation images, {steps} steps per epoch</source>
        <translation>{train} 张训练图像 · {aside} 张验证图像，每轮 {steps} 步</translation>
    </message>
</context>
<context>
    <name>ImageChoices</name>
    <message>
        <source>All answers</source>
        <translation>所有答案</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Answer they got</source>
        <translation>网络给出的答案</translation>
    </message>
    <message>
        <source>Class of the images</source>
        <translation>图像的类别</translation>
    </message>
    <message>
        <source>Confidence of the answer</source>
        <translation>答案的置信度</translation>
    </message>
    <message>
        <source>Sure or not</source>
        <translation>任何置信度</translation>
    </message>
    <message>
        <source>Wrong ones</source>
        <translation>答错的</translation>
    </message>
    <message>
        <source>{low}–{high} % sure</source>
        <translation>{low}–{high} %</translation>
    </message>
</context>
<context>
    <name>ImageDetail</name>
    <message>
        <source>Answer: {name}, {sure}</source>
        <translation>作答：{name}，{sure}</translation>
    </message>
    <message>
        <source>Answered by {count} runs that did not draw it</source>
        <translation>由没有抽到它的 {count} 次运行作答</translation>
    </message>
    <message>
        <source>Answered by {run}, which did not learn from it</source>
        <translation>由没有学过它的 {run} 作答</translation>
    </message>
    <message>
        <source>Loss: {loss}</source>
        <translation>损失：{loss}</translation>
    </message>
    <message>
        <source>No images here.</source>
        <translation>这里没有图像。</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Test image {number}</source>
        <translation>测试图像 {number}</translation>
    </message>
    <message>
        <source>Training image {number}</source>
        <translation>训练图像 {number}</translation>
    </message>
    <message>
        <source>True class: {name}</source>
        <translation>真实类别：{name}</translation>
    </message>
    <message>
        <source>Validation image {number}</source>
        <translation>验证图像 {number}</translation>
    </message>
    <message>
        <source>What is known of the image</source>
        <translation>关于该图像的信息</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
</context>
<context>
    <name>ImagesBehind</name>
    <message>
        <source>All wrong</source>
        <translation>全部错误</translation>
    </message>
    <message>
        <source>All wrong answers</source>
        <translation>所有答错的图像</translation>
    </message>
    <message>
        <source>Evaluated images</source>
        <translation>已评估的图像</translation>
    </message>
    <message>
        <source>Greatest loss first</source>
        <translation>损失最大的在前</translation>
    </message>
    <message>
        <source>Least confident first</source>
        <translation>最没把握的在前</translation>
    </message>
    <message>
        <source>Most confident wrong answers first</source>
        <translation>最有把握却答错的在前</translation>
    </message>
    <message>
        <source>Order of the images</source>
        <translation>图像的顺序</translation>
    </message>
</context>
<context>
    <name>ImagesTab</name>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>所有部分</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Images of the dataset</source>
        <translation>数据集的图像</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>显示所有图像</translation>
    </message>
    <message>
        <source>Show the images of one class</source>
        <translation>只看一个类别的图像</translation>
    </message>
    <message>
        <source>Show the images of one part, as this project splits them</source>
        <translation>只看其中一部分的图像，按本项目的划分</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>Size of the pictures (Ctrl and the wheel)</source>
        <translation>图片大小（Ctrl 加滚轮）</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>测试图像</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>训练图像</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>验证图像</translation>
    </message>
    <message>
        <source>{count} images</source>
        <translation>{count} 张图像</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled; nothing was imported.</source>
        <translation>已取消；没有导入任何内容。</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>另选…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Looking at it again…</source>
        <translation>正在重新查看…</translation>
    </message>
    <message>
        <source>Use for this project</source>
        <translation>用于本项目</translation>
    </message>
</context>
<context>
    <name>ImportancePlot</name>
    <message>
        <source>Importance of the parameters</source>
        <translation>各参数的重要性</translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message>
        <source>Dead</source>
        <translation>死亡</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>死亡单元</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>First weights, nothing learned yet</source>
        <translation>初始权重，还没有学习</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>Inside of the layer</source>
        <translation>层的内部</translation>
    </message>
    <message>
        <source>Learned weights</source>
        <translation>学到的权重</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>None: the layer is frozen, or the network has errors.</source>
        <translation>没有：该层已冻结，或网络有错误。</translation>
    </message>
    <message>
        <source>Of the example&apos;s loss for the class {name}, norm {norm}</source>
        <translation>样例对类别 {name} 的损失的梯度，范数 {norm}</translation>
    </message>
    <message>
        <source>Select a layer to look inside.</source>
        <translation>选择一层来查看其内部。</translation>
    </message>
    <message>
        <source>Some are not numbers and are left out.</source>
        <translation>其中有些不是数，已略去。</translation>
    </message>
    <message>
        <source>This layer has no weights.</source>
        <translation>这一层没有权重。</translation>
    </message>
    <message>
        <source>Units of {layer} that answer 0 to each of {images} test images</source>
        <translation>{layer} 中对 {images} 幅测试图像都输出 0 的单元</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>{count} of {total} filters</source>
        <translation>{total} 个卷积核中的 {count} 个</translation>
    </message>
    <message>
        <source>{count} of {total} filters, each a row: {channels} of its {all} channels</source>
        <translation>{total} 个卷积核中的 {count} 个，每个一行：{all} 个通道中的 {channels} 个</translation>
    </message>
    <message>
        <source>{count} of {total} filters, in the colours of the image; grey is 0</source>
        <translation>{total} 个卷积核中的 {count} 个，按图像的颜色显示；灰色为 0</translation>
    </message>
    <message>
        <source>{count} weights, norm {norm}</source>
        <translation>{count} 个权重，范数 {norm}</translation>
    </message>
    <message>
        <source>{dead} of {units}</source>
        <translation>{units} 个中的 {dead} 个</translation>
    </message>
</context>
<context>
    <name>InterruptedGroups</name>
    <message>
        <source>{kind} of {run}: interrupted after {done} of {count} runs.</source>
        <translation>{run} 的{kind}：完成 {count} 次运行中的 {done} 次后中断。</translation>
    </message>
</context>
<context>
    <name>InterruptedSweeps</name>
    <message>
        <source>The sweep {sweep} was interrupted after {ended} of {planned} trials.</source>
        <translation>超参搜索 {sweep} 在完成 {ended} 次（共 {planned} 次）试验后中断。</translation>
    </message>
</context>
<context>
    <name>InterruptedWork</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>KeepTemplateDialog</name>
    <message>
        <source>A few words for whoever starts from it (optional)</source>
        <translation>给使用者的几句话（可选）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep as template</source>
        <translation>保存为模板</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What to notice</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>LabelButton</name>
    <message>
        <source>Fine-tune on my drawings ({count} of {least})</source>
        <translation>用我的手写样本微调（{count} / {least}）</translation>
    </message>
    <message>
        <source>Fine-tune on my {count} drawings</source>
        <translation>用我的 {count} 个手写样本微调</translation>
    </message>
    <message>
        <source>Say what this drawing was: it is kept with its label, to test and fine-tune on</source>
        <translation>说明这次写的是什么：它会连同标签一起保存，用于测试和微调</translation>
    </message>
    <message>
        <source>Take back the last one</source>
        <translation>撤回最后一个</translation>
    </message>
    <message>
        <source>That was a…</source>
        <translation>这是……</translation>
    </message>
</context>
<context>
    <name>LayerInspector</name>
    <message>
        <source>Inside of a block</source>
        <translation>块的内部</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Select a layer to change it. Double-click one on the left to add it behind the selected layer, or drag it onto a link. Shift-click connects two layers, Delete removes one and closes the gap.</source>
        <translation>选择一个层即可修改它。双击左侧的层类型，可将其添加到所选层之后，也可以把它拖到连线上。按住 Shift 点击可连接两个层；Delete 删除一个层并接好前后。</translation>
    </message>
    <message>
        <source>{count} selected, showing {name}</source>
        <translation>已选 {count} 个，显示 {name}</translation>
    </message>
</context>
<context>
    <name>LayerLearningForm</name>
    <message>
        <source>Change {field} of {layer}</source>
        <translation>修改 {layer} 的{field}</translation>
    </message>
    <message>
        <source>Training of this layer</source>
        <translation>这一层的训练</translation>
    </message>
</context>
<context>
    <name>LayerName</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The layer&apos;s name: the attribute&apos;s name in the code and the beginning of its weights&apos; names.</source>
        <translation>层的名称：代码中属性的名称，也是其权重名称的开头。</translation>
    </message>
</context>
<context>
    <name>LayerOutputs</name>
    <message>
        <source>First weights, nothing learned yet</source>
        <translation>初始权重，尚未学到任何东西</translation>
    </message>
    <message>
        <source>Layer outputs</source>
        <translation>各层输出</translation>
    </message>
    <message>
        <source>Learned weights</source>
        <translation>学到的权重</translation>
    </message>
    <message>
        <source>Show what every layer makes of an example (O)</source>
        <translation>显示每一层对一个样例的输出（O）</translation>
    </message>
    <message>
        <source>The first {count} of {total} channels</source>
        <translation>{total} 个通道中的前 {count} 个</translation>
    </message>
    <message>
        <source>{layer}: {shape}, values from {low} to {high}</source>
        <translation>{layer}：{shape}，值从 {low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>LayerPalette</name>
    <message>
        <source>Enter adds the chosen layer behind the selected one.</source>
        <translation>按 Enter 可将选定类型的层添加到所选层之后。</translation>
    </message>
    <message>
        <source>Layer types</source>
        <translation>层类型</translation>
    </message>
    <message>
        <source>My blocks</source>
        <translation>我的块</translation>
    </message>
</context>
<context>
    <name>LeftOutList</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the list of what was left out</source>
        <translation>复制未采用项的列表</translation>
    </message>
    <message>
        <source>Left out: {total}</source>
        <translation>未采用：{total}</translation>
    </message>
    <message>
        <source>Left out: {total}, the first {listed} are listed</source>
        <translation>未采用：{total}，列出前 {listed} 项</translation>
    </message>
    <message>
        <source>What was left out, and why</source>
        <translation>未采用的内容及原因</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>Backward pass</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>Binary cross-entropy, sigmoid</source>
        <translation>二元交叉熵，Sigmoid</translation>
    </message>
    <message>
        <source>Categorical cross-entropy, sigmoid</source>
        <translation>多类交叉熵，Sigmoid</translation>
    </message>
    <message>
        <source>Categorical cross-entropy, softmax</source>
        <translation>多类交叉熵，Softmax</translation>
    </message>
    <message>
        <source>Forward pass</source>
        <translation>前向传播</translation>
    </message>
    <message>
        <source>Squared error, sigmoid</source>
        <translation>平方误差，Sigmoid</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
</context>
<context>
    <name>LessonWindow</name>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步演示</translation>
    </message>
    <message>
        <source>Teaching network</source>
        <translation>教学网络</translation>
    </message>
    <message>
        <source>Your network</source>
        <translation>你的网络</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Training log</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>What happens during training is noted here.</source>
        <translation>训练过程中发生的事会记录在这里。</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Files or lines of no use: {count}. The import will list them.</source>
        <translation>无法使用的文件或行：{count}。导入后会逐一列出。</translation>
    </message>
    <message>
        <source>For the test</source>
        <translation>留作测试</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Some of them, as they will be</source>
        <translation>其中一些，导入后的样子</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>pixels of images</source>
        <translation>图像的像素</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>{sizes} and others</source>
        <translation>{sizes} 等</translation>
    </message>
</context>
<context>
    <name>LossCurve</name>
    <message>
        <source>Iteration {count}: mean loss {now}, at first {first}</source>
        <translation>第 {count} 次迭代：平均损失 {now}，最初为 {first}</translation>
    </message>
    <message>
        <source>Mean loss from iteration to iteration</source>
        <translation>逐次迭代的平均损失</translation>
    </message>
    <message>
        <source>mean loss, by iteration</source>
        <translation>平均损失（按迭代）</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Distribution of the losses</source>
        <translation>损失分布</translation>
    </message>
    <message>
        <source>Loss {low}–{high}: no images</source>
        <translation>损失 {low}–{high}：没有图像</translation>
    </message>
    <message>
        <source>Loss {low}–{high}: {images} images</source>
        <translation>损失 {low}–{high}：{images} 张图像</translation>
    </message>
    <message>
        <source>images (logarithmic)</source>
        <translation>图像数（对数）</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Discard it</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Last time a project was left unsaved.</source>
        <translation>上次有一个项目没有保存。</translation>
    </message>
    <message>
        <source>Not ready: {reason}</source>
        <translation>尚未就绪：{reason}</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore the project</source>
        <translation>恢复项目</translation>
    </message>
    <message>
        <source>Something unexpected happened: {what}. Your work is still here.</source>
        <translation>发生了意外错误：{what}。您的工作仍在这里。</translation>
    </message>
</context>
<context>
    <name>MapTab</name>
    <message>
        <source>Classes in the map</source>
        <translation>分布图中的类别</translation>
    </message>
    <message>
        <source>Let a class stand out</source>
        <translation>突出显示一个类别</translation>
    </message>
    <message>
        <source>Map of the images</source>
        <translation>图像分布图</translation>
    </message>
    <message>
        <source>Method of the map</source>
        <translation>分布图的方法</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show the whole map</source>
        <translation>显示整个分布图</translation>
    </message>
    <message>
        <source>The wheel zooms, dragging moves, a click shows the image among the others</source>
        <translation>滚轮缩放，拖动移动，单击可在图库中查看该图像</translation>
    </message>
    <message>
        <source>Working out the map…</source>
        <translation>正在计算分布图…</translation>
    </message>
    <message>
        <source>t-SNE keeps neighbours together; it takes a while and can be watched</source>
        <translation>t-SNE 让相近的图像聚在一起；需要一些时间，过程可以看到</translation>
    </message>
    <message>
        <source>{count} of {total} images by t-SNE (perplexity {perplexity}): what is close is alike, far distances say little</source>
        <translation>{total} 张图像中的 {count} 张，t-SNE（困惑度 {perplexity}）：近处相似，远处的距离意义不大</translation>
    </message>
    <message>
        <source>{count} of {total} images by t-SNE: round {round} of {rounds}</source>
        <translation>{total} 张图像中的 {count} 张，t-SNE：第 {round} 轮，共 {rounds} 轮</translation>
    </message>
    <message>
        <source>{count} of {total} images by the two principal components of their pixels ({first} % and {second} % of the variance)</source>
        <translation>{total} 张图像中的 {count} 张，按像素的两个主成分排列（占方差的 {first} % 和 {second} %）</translation>
    </message>
</context>
<context>
    <name>MarkEditor</name>
    <message>
        <source>16; 32; 64</source>
        <translation>16; 32; 64</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>请至少选择一项。</translation>
    </message>
    <message>
        <source>Expected values such as 3, 3; 5, 5.</source>
        <translation>应为类似 3, 3; 5, 5 的值。</translation>
    </message>
    <message>
        <source>Expected values with semicolons between them.</source>
        <translation>应为以分号隔开的若干值。</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Lower end</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Must be {low} or more, the lower end.</source>
        <translation>不得小于下限 {low}。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Range or single values</source>
        <translation>范围或若干单个值</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Upper end</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Values with semicolons between them</source>
        <translation>以分号隔开的若干值</translation>
    </message>
    <message>
        <source>Vary it no more</source>
        <translation>不再改变它</translation>
    </message>
    <message>
        <source>What a sweep tries; press to change it</source>
        <translation>超参搜索要尝试的值；点按可修改</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Back to step {step}; the steps up to {void} are void</source>
        <translation>回退到第 {step} 步；其后到第 {void} 步为止作废</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Resumed after step {step}</source>
        <translation>在第 {step} 步之后继续</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>went back</source>
        <translation>回退</translation>
    </message>
    <message>
        <source>{name}: changed</source>
        <translation>{name}：已更改</translation>
    </message>
    <message>
        <source>{name}: new ({value})</source>
        <translation>{name}：新增（{value}）</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name}：已移除</translation>
    </message>
</context>
<context>
    <name>MatrixBox</name>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>How many images</source>
        <translation>图像的数量</translation>
    </message>
    <message>
        <source>Row %</source>
        <translation>行百分比</translation>
    </message>
    <message>
        <source>Rows are the true classes, columns the answers. A click on a cell shows the images behind it. Ctrl and the wheel make cells larger, 0 fits them again.</source>
        <translation>行为真实类别，列为作答。点击单元格可查看对应的图像。按住 Ctrl 滚动滚轮可放大单元格，按 0 恢复适合大小。</translation>
    </message>
    <message>
        <source>Rows are the true classes, columns the answers. Ctrl and the wheel make cells larger, 0 fits them.</source>
        <translation>行是真实类别，列是网络的回答。按住 Ctrl 滚动滚轮可放大单元格，按 0 恢复适合大小。</translation>
    </message>
    <message>
        <source>Save the confusion matrix as CSV</source>
        <translation>将混淆矩阵存为 CSV</translation>
    </message>
    <message>
        <source>Share of the true class&apos;s images</source>
        <translation>占真实类别图像的比例</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About Netwright</source>
        <translation>关于 Netwright(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Always train in a process of its own</source>
        <translation>总是在单独进程中训练(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export training script…</source>
        <translation>导出训练脚本(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Follow a run&apos;s folder…</source>
        <translation>跟踪运行文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import data…</source>
        <translation>导入数据(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New from template</source>
        <translation>从模板新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste PyTorch code…</source>
        <translation>粘贴 PyTorch 代码(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Step by step…</source>
        <translation>逐步演示(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>About Netwright</source>
        <translation>关于 Netwright</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Go &amp;on when the window closes</source>
        <translation>窗口关闭后继续(&amp;O)</translation>
    </message>
    <message>
        <source>Keep as &amp;template…</source>
        <translation>保存为模板(&amp;T)…</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>MIT licence. MNIST by Y. LeCun and C. Cortes, CC BY-SA 3.0. Fonts: SIL Open Font License.</source>
        <translation>MIT 许可证。MNIST：Y. LeCun 与 C. Cortes，CC BY-SA 3.0。字体：SIL Open Font License。</translation>
    </message>
    <message>
        <source>Netwright: build a network, watch it learn, draw a digit and see the answer.</source>
        <translation>Netwright（网匠）：搭建网络，看着它学习，写一个数字，看它怎么回答。</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Open from &amp;code</source>
        <translation>从代码打开(&amp;C)</translation>
    </message>
    <message>
        <source>PyTorch, ONNX or Keras &amp;file…</source>
        <translation>PyTorch、ONNX 或 Keras 文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Run &amp;elsewhere…</source>
        <translation>在别处运行(&amp;E)…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Where runs are &amp;kept</source>
        <translation>运行的存放位置(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the network</source>
        <translation>网络全貌</translation>
    </message>
    <message>
        <source>Overview: click or drag to look elsewhere (M hides it)</source>
        <translation>全貌：单击或拖动以查看别处（按 M 隐藏）</translation>
    </message>
</context>
<context>
    <name>ModelActions</name>
    <message>
        <source>Add an input to the block</source>
        <translation>给块添加输入</translation>
    </message>
    <message>
        <source>Align in a column</source>
        <translation>对齐成一列</translation>
    </message>
    <message>
        <source>Align in a row</source>
        <translation>对齐成一行</translation>
    </message>
    <message>
        <source>Arrange automatically</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Connect to another layer</source>
        <translation>连接到另一层</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, leaving the link open</source>
        <translation>删除，不重新连接</translation>
    </message>
    <message>
        <source>Distribute evenly</source>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Expand the block</source>
        <translation>展开块</translation>
    </message>
    <message>
        <source>Fit in view</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Group into a block</source>
        <translation>组合成块</translation>
    </message>
    <message>
        <source>Insert after…</source>
        <translation>在其后插入…</translation>
    </message>
    <message>
        <source>Insert before…</source>
        <translation>在其前插入…</translation>
    </message>
    <message>
        <source>Keep in my palette</source>
        <translation>存入我的面板</translation>
    </message>
    <message>
        <source>Leave the block</source>
        <translation>离开块</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Open the block</source>
        <translation>打开块</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Repeat once less</source>
        <translation>少重复一次</translation>
    </message>
    <message>
        <source>Repeat once more</source>
        <translation>多重复一次</translation>
    </message>
    <message>
        <source>Replace by…</source>
        <translation>替换为…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Show or hide the overview</source>
        <translation>显示或隐藏全貌图</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
</context>
<context>
    <name>ModelCanvas</name>
    <message>
        <source>Choose the layer that shall read {layer} and press {key} again.</source>
        <translation>请选择要接在 {layer} 之后的层，再按一次 {key}。</translation>
    </message>
    <message>
        <source>Network canvas</source>
        <translation>网络画布</translation>
    </message>
    <message>
        <source>{count} layers selected, last {layer}</source>
        <translation>已选 {count} 个层，最后一个是 {layer}</translation>
    </message>
    <message>
        <source>{count} layers, none selected. Arrow keys select one.</source>
        <translation>共 {count} 个层，未选任何层。用方向键选择。</translation>
    </message>
</context>
<context>
    <name>ModelEditor</name>
    <message>
        <source>A layer cannot read itself.</source>
        <translation>层不能读取自己的输出。</translation>
    </message>
    <message>
        <source>Add {layer}</source>
        <translation>添加 {layer}</translation>
    </message>
    <message>
        <source>Align {count} layers in a column</source>
        <translation>将 {count} 个层对齐成一列</translation>
    </message>
    <message>
        <source>Align {count} layers in a row</source>
        <translation>将 {count} 个层对齐成一行</translation>
    </message>
    <message>
        <source>Arrange layers</source>
        <translation>排列层</translation>
    </message>
    <message>
        <source>Change {field} of {layer}</source>
        <translation>修改 {layer} 的{field}</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 到 {target}</translation>
    </message>
    <message>
        <source>Cut out {count} layers</source>
        <translation>剪切 {count} 个层</translation>
    </message>
    <message>
        <source>Cut out {layer}</source>
        <translation>剪切 {layer}</translation>
    </message>
    <message>
        <source>Delete {count} layers</source>
        <translation>删除 {count} 个层</translation>
    </message>
    <message>
        <source>Delete {layer}</source>
        <translation>删除 {layer}</translation>
    </message>
    <message>
        <source>Disconnect {source} from {target}</source>
        <translation>断开 {source} 与 {target}</translation>
    </message>
    <message>
        <source>Distribute {count} layers</source>
        <translation>均匀分布 {count} 个层</translation>
    </message>
    <message>
        <source>Duplicate layers</source>
        <translation>创建层的副本</translation>
    </message>
    <message>
        <source>Insert {layer}</source>
        <translation>插入 {layer}</translation>
    </message>
    <message>
        <source>Move {layer}</source>
        <translation>移动 {layer}</translation>
    </message>
    <message>
        <source>Move {layer} earlier</source>
        <translation>前移 {layer}</translation>
    </message>
    <message>
        <source>Move {layer} later</source>
        <translation>后移 {layer}</translation>
    </message>
    <message>
        <source>Nothing leads to this layer, so nothing can be inserted before it.</source>
        <translation>没有任何层通向这个层，因此无法在它前面插入。</translation>
    </message>
    <message>
        <source>Paste layers</source>
        <translation>粘贴层</translation>
    </message>
    <message>
        <source>Place {count} layers</source>
        <translation>摆放 {count} 个层</translation>
    </message>
    <message>
        <source>Place {layer}</source>
        <translation>摆放 {layer}</translation>
    </message>
    <message>
        <source>Remove the input {port} of {name}</source>
        <translation>移除 {name} 的输入 {port}</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation>将 {old} 重命名为 {new}</translation>
    </message>
    <message>
        <source>Replace {count} layers by {type}</source>
        <translation>替换 {count} 个层为 {type}</translation>
    </message>
    <message>
        <source>Replace {layer} by {type}</source>
        <translation>替换 {layer} 为 {type}</translation>
    </message>
    <message>
        <source>The input and the output cannot be deleted.</source>
        <translation>输入层和输出层不能删除。</translation>
    </message>
    <message>
        <source>The input and the output cannot be replaced.</source>
        <translation>输入和输出不能替换。</translation>
    </message>
</context>
<context>
    <name>Narrator</name>
    <message>
        <source> ({duration})</source>
        <translation>（{duration}）</translation>
    </message>
    <message>
        <source> · best so far</source>
        <translation> · 目前最佳</translation>
    </message>
    <message>
        <source>; validation loss {loss}, accuracy {accuracy}</source>
        <translation>；验证损失 {loss}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>Back to the weights after step {step}; later steps are void</source>
        <translation>回退到第 {step} 步之后的权重；其后各步作废</translation>
    </message>
    <message>
        <source>Changed from step {step} on: {changes}</source>
        <translation>自第 {step} 步起更改：{changes}</translation>
    </message>
    <message>
        <source>Computed with: {way}</source>
        <translation>执行方案：{way}</translation>
    </message>
    <message>
        <source>Done in {duration}</source>
        <translation>已完成，用时 {duration}</translation>
    </message>
    <message>
        <source>Done in {duration}. Test loss {loss}, accuracy {accuracy} (epoch {epoch})</source>
        <translation>已完成，用时 {duration}。测试损失 {loss}，准确率 {accuracy}（第 {epoch} 轮）</translation>
    </message>
    <message>
        <source>Downloading the dataset {family} ({size} MB)</source>
        <translation>正在下载数据集 {family}（{size} MB）</translation>
    </message>
    <message>
        <source>Downloading the weights of {family} ({size} MB)</source>
        <translation>正在下载 {family} 的权重（{size} MB）</translation>
    </message>
    <message>
        <source>Epoch {epoch}: training loss {loss}, accuracy {accuracy}</source>
        <translation>第 {epoch} 轮：训练损失 {loss}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>Failed: {cause} {hint}</source>
        <translation>失败：{cause}{hint}</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Measured: {ways}</source>
        <translation>实测：{ways}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Preparing the training</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Run {run} goes on after step {step} on {device}</source>
        <translation>运行 {run} 在第 {step} 步之后继续，设备为 {device}</translation>
    </message>
    <message>
        <source>Run {run} started on {device}: {epochs} epochs of {steps} steps, {count} parameters</source>
        <translation>运行 {run} 已在 {device} 上开始：{epochs} 轮，每轮 {steps} 步，{count} 个参数</translation>
    </message>
    <message>
        <source>Stopped after {duration}; the run is kept</source>
        <translation>已停止，用时 {duration}；运行已保留</translation>
    </message>
    <message>
        <source>Stopped before the first step</source>
        <translation>在第一步之前停止</translation>
    </message>
    <message>
        <source>Stopped early after epoch {epoch}: validation no longer got better</source>
        <translation>在第 {epoch} 轮之后早停：验证结果不再改善</translation>
    </message>
    <message>
        <source>The run goes on without this window</source>
        <translation>该运行在本窗口之外继续进行</translation>
    </message>
    <message>
        <source>unknown cause</source>
        <translation>原因不明</translation>
    </message>
</context>
<context>
    <name>NeighbourStrip</name>
    <message>
        <source>Most similar training images</source>
        <translation>最相似的训练图像</translation>
    </message>
    <message>
        <source>The training images that the network finds most similar, by what its last layer reads</source>
        <translation>按最后一层读取的特征，网络认为最相似的训练图像</translation>
    </message>
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>Lit: {values}. ↑ and ↓ choose a number to change.</source>
        <translation>高亮：{values}。按 ↑ 和 ↓ 选择要修改的数值。</translation>
    </message>
    <message>
        <source>Network with the values of now</source>
        <translation>带有当前数值的网络</translation>
    </message>
    <message>
        <source>{name} = {value}. Enter changes it, ↑ and ↓ choose another.</source>
        <translation>{name} = {value}。按回车修改，按 ↑ 和 ↓ 选择其他数值。</translation>
    </message>
    <message>
        <source>{name} = {value}: click to change it</source>
        <translation>{name} = {value}：点击可修改</translation>
    </message>
</context>
<context>
    <name>NewSweep</name>
    <message>
        <source>At the pace of the last run they take about {time}.</source>
        <translation>按上次运行的速度，大约需要 {time}。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change what a sweep tries of {field}</source>
        <translation>更改超参搜索对“{field}”尝试的值</translation>
    </message>
    <message>
        <source>How it searches</source>
        <translation>怎样搜索</translation>
    </message>
    <message>
        <source>How long one takes is known once this network was trained.</source>
        <translation>训练过一次这个网络之后，才知道每次要多久。</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>Many trainings of the open project, each with other values of what is varied. All are kept as runs.</source>
        <translation>对打开的项目训练许多次，每次所改变的量取不同的值。每一次都作为运行保存。</translation>
    </message>
    <message>
        <source>New sweep</source>
        <translation>新建超参搜索</translation>
    </message>
    <message>
        <source>Nothing yet. Press the sliders beside a hyperparameter or a layer&apos;s setting, or add something here.</source>
        <translation>还没有。请点按超参数或层设置旁边的滑块图标，或在这里添加。</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>Vary something in the sweep</source>
        <translation>在超参搜索中改变某项</translation>
    </message>
    <message>
        <source>Vary {field} in a sweep</source>
        <translation>在超参搜索中改变“{field}”</translation>
    </message>
    <message>
        <source>Vary {field} no more</source>
        <translation>不再改变“{field}”</translation>
    </message>
    <message>
        <source>Vary…</source>
        <translation>改变…</translation>
    </message>
    <message>
        <source>What is varied</source>
        <translation>改变什么</translation>
    </message>
    <message>
        <source>What it is after</source>
        <translation>追求什么</translation>
    </message>
    <message>
        <source>{trials} trials.</source>
        <translation>{trials} 次试验。</translation>
    </message>
    <message>
        <source>{trials} trials; the whole grid has {points} points.</source>
        <translation>{trials} 次试验；整个网格有 {points} 个点。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss the notice</source>
        <translation>关闭通知</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>{text} is not a number.</source>
        <translation>{text} 不是数字。</translation>
    </message>
</context>
<context>
    <name>OneSweep</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Go on working with this trial&apos;s network and hyperparameters</source>
        <translation>用这次试验的网络和超参数继续工作</translation>
    </message>
    <message>
        <source>Open as project</source>
        <translation>作为项目打开</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>See what this trial&apos;s best weights make of the test images</source>
        <translation>看看这次试验的最佳权重如何判断测试图像</translation>
    </message>
    <message>
        <source>Select the best trial</source>
        <translation>选中最佳试验</translation>
    </message>
    <message>
        <source>Show all ({shown} of {all})</source>
        <translation>显示全部（{shown}/{all}）</translation>
    </message>
    <message>
        <source>Show this trial&apos;s network and curves and draw for it (Enter)</source>
        <translation>显示这次试验的网络和曲线，并可手写测试（Enter）</translation>
    </message>
    <message>
        <source>Take all brushes away</source>
        <translation>取消所有刷选</translation>
    </message>
    <message>
        <source>Winner</source>
        <translation>优胜者</translation>
    </message>
</context>
<context>
    <name>OperationPanel</name>
    <message>
        <source>Formula, and the same with the numbers of now</source>
        <translation>公式，以及代入当前数值后的式子</translation>
    </message>
    <message>
        <source>The operation of now</source>
        <translation>当前运算</translation>
    </message>
</context>
<context>
    <name>OtherPlaces</name>
    <message>
        <source>Sweeps</source>
        <translation>超参搜索</translation>
    </message>
</context>
<context>
    <name>OwnBlocks</name>
    <message>
        <source>A block of your palette cannot be read: {reason}</source>
        <translation>你的面板中有一个块无法读取：{reason}</translation>
    </message>
</context>
<context>
    <name>OwnDrawings</name>
    <message>
        <source>Kept as a {digit} among your drawings</source>
        <translation>已作为 {digit} 存入您的手写样本</translation>
    </message>
    <message>
        <source>Open a run whose training has ended; its weights are fine-tuned.</source>
        <translation>请打开一个已结束训练的运行；微调将从它的权重开始。</translation>
    </message>
    <message>
        <source>The last one, a {digit}, is taken back</source>
        <translation>已撤回最后一个样本（{digit}）</translation>
    </message>
</context>
<context>
    <name>OwnPage</name>
    <message>
        <source>Compute everything with the newest weights of a network that is learning</source>
        <translation>用正在学习的网络的最新权重重新计算</translation>
    </message>
    <message>
        <source>Gradients ∂L/∂y</source>
        <translation>梯度 ∂L/∂y</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss {loss}; probability of the right answer {probability}</source>
        <translation>损失 {loss}；正确答案的概率 {probability}</translation>
    </message>
    <message>
        <source>Outputs y</source>
        <translation>输出 y</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Weight of the unit</source>
        <translation>单元的权重</translation>
    </message>
    <message>
        <source>Weights of now</source>
        <translation>当前权重</translation>
    </message>
    <message>
        <source>{phase}: {layer}</source>
        <translation>{phase}：{layer}</translation>
    </message>
    <message>
        <source>{values} of {layer} ({type}), {shape}; unit [{unit}]. Click another one.</source>
        <translation>{layer}（{type}）的{values}，{shape}；单元 [{unit}]。可点击其他单元。</translation>
    </message>
    <message>
        <source>{weight}, from [{place}]</source>
        <translation>{weight}，来自 [{place}]</translation>
    </message>
</context>
<context>
    <name>OwnWalk</name>
    <message>
        <source>Computing…</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>First weights, nothing learned yet; as in evaluation.</source>
        <translation>初始权重，尚未学习；按评估时的方式计算。</translation>
    </message>
    <message>
        <source>Learned weights, as in evaluation.</source>
        <translation>学到的权重，按评估时的方式计算。</translation>
    </message>
</context>
<context>
    <name>PadTools</name>
    <message>
        <source>Brush width</source>
        <translation>笔画粗细</translation>
    </message>
    <message>
        <source>Brush width. The network sees every digit in MNIST&apos;s own stroke, so it does not matter.</source>
        <translation>笔画粗细。网络看到的数字都会统一成 MNIST 的笔画，因此粗细不影响结果。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the drawing pad</source>
        <translation>清空画板</translation>
    </message>
    <message>
        <source>Clear the pad (Backspace while it has the focus)</source>
        <translation>清空画板（焦点在画板上时按 Backspace）</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Eraser: cuts strokes (E; also the right mouse button, or the pen&apos;s other end)</source>
        <translation>橡皮：擦断笔画（E；也可用鼠标右键，或手写笔的另一端）</translation>
    </message>
    <message>
        <source>No camera was found; click to look again</source>
        <translation>没有找到摄像头；点击可再找一次</translation>
    </message>
    <message>
        <source>Read a picture</source>
        <translation>识别图片</translation>
    </message>
    <message>
        <source>Read digits on paper that is held before the camera</source>
        <translation>读取举在摄像头前的纸上的数字</translation>
    </message>
    <message>
        <source>Read from the camera</source>
        <translation>用摄像头读取</translation>
    </message>
    <message>
        <source>Read the digits of a photograph; one can also be dropped here, or pasted (Ctrl+V on the pad)</source>
        <translation>识别照片中的数字；也可以把图片拖到这里，或粘贴（在画板上按 Ctrl+V）</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z while the pad has the focus)</source>
        <translation>重做（画板获得焦点时按 Ctrl+Shift+Z）</translation>
    </message>
    <message>
        <source>Redo stroke</source>
        <translation>重做笔画</translation>
    </message>
    <message>
        <source>Replay the drawing</source>
        <translation>回放书写过程</translation>
    </message>
    <message>
        <source>Replay the drawing as it was drawn, and the answers to it (R)</source>
        <translation>按书写时的样子回放笔迹以及网络的回答（R）</translation>
    </message>
    <message>
        <source>Stop the replay</source>
        <translation>停止回放</translation>
    </message>
    <message>
        <source>Stop the replay (Esc)</source>
        <translation>停止回放（Esc）</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z while the pad has the focus)</source>
        <translation>撤销（画板获得焦点时按 Ctrl+Z）</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>撤销一笔</translation>
    </message>
</context>
<context>
    <name>PaletteBlocks</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Keep in my palette</source>
        <translation>存入我的面板</translation>
    </message>
    <message>
        <source>Networks that use it keep it. This cannot be undone.</source>
        <translation>使用它的网络会保留它。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove from my palette…</source>
        <translation>从我的面板中移除…</translation>
    </message>
    <message>
        <source>Remove from this network</source>
        <translation>从这个网络中移除</translation>
    </message>
    <message>
        <source>Remove “{name}” from your palette?</source>
        <translation>从你的面板中移除“{name}”？</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Search layer types</source>
        <translation>搜索层类型</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <source>Type to filter; Enter adds the first match.</source>
        <translation>输入文字即可筛选；按 Enter 添加第一个匹配项。</translation>
    </message>
</context>
<context>
    <name>ParallelPlot</name>
    <message>
        <source>Parallel coordinates of the trials</source>
        <translation>各次试验的平行坐标</translation>
    </message>
    <message>
        <source>The first trial shows here.</source>
        <translation>第一次试验会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ParetoLegend</name>
    <message>
        <source>Front of the two axes</source>
        <translation>两轴上的前沿</translation>
    </message>
    <message>
        <source>No other trial beats it in both</source>
        <translation>没有其他试验在两方面都超过它</translation>
    </message>
    <message>
        <source>On the front of all {count} objectives</source>
        <translation>在全部 {count} 个目标的前沿上</translation>
    </message>
    <message>
        <source>{objective}: worst to best</source>
        <translation>{objective}：由差到好</translation>
    </message>
</context>
<context>
    <name>ParetoPage</name>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Objective across the Pareto plot</source>
        <translation>帕累托图横轴上的目标</translation>
    </message>
    <message>
        <source>Objective that colours the Pareto plot</source>
        <translation>决定帕累托图颜色的目标</translation>
    </message>
    <message>
        <source>Objective upwards in the Pareto plot</source>
        <translation>帕累托图纵轴上的目标</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>纵轴</translation>
    </message>
</context>
<context>
    <name>ParetoPlot</name>
    <message>
        <source>A sweep with two or more objectives shows here which trials no other one beats.</source>
        <translation>有两个或更多目标的超参搜索会在这里显示没有被其他试验超过的试验。</translation>
    </message>
    <message>
        <source>No other trial beats it in all objectives</source>
        <translation>没有其他试验在所有目标上都超过它</translation>
    </message>
    <message>
        <source>Trials by two objectives</source>
        <translation>按两个目标排布的试验</translation>
    </message>
</context>
<context>
    <name>PartsBar</name>
    <message>
        <source>Parts of the dataset</source>
        <translation>数据集的各部分</translation>
    </message>
    <message>
        <source>{part} {count} ({share} %)</source>
        <translation>{part} {count}（{share} %）</translation>
    </message>
</context>
<context>
    <name>PendingCard</name>
    <message>
        <source>1 change will apply on Resume</source>
        <translation>1 项更改将在“继续”时生效</translation>
    </message>
    <message>
        <source>Go back to the hyperparameters that the run has now</source>
        <translation>恢复运行现在使用的超参数</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take back the changes</source>
        <translation>撤回更改</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>{count} changes will apply on Resume</source>
        <translation>{count} 项更改将在“继续”时生效</translation>
    </message>
</context>
<context>
    <name>PendingChanges</name>
    <message>
        <source>Use a tenth of the learning rate</source>
        <translation>把学习率降为十分之一</translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Choose what the network learns from, and look at it</source>
        <translation>选择网络从什么数据学习，并仔细看看</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Design the network layer by layer</source>
        <translation>一层一层地设计网络</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>Draw a digit and see what the network makes of it</source>
        <translation>写一个数字，看看网络怎么认</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Every run that was ever started, ready to be opened</source>
        <translation>所有开始过的运行，随时可以打开</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>功能区</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>See what a run gets right, what it confuses, and how sure it is</source>
        <translation>查看一次运行答对了什么、混淆了什么、有多大把握</translation>
    </message>
    <message>
        <source>Set the hyperparameters and watch the network learn</source>
        <translation>设置超参数，看着网络学习</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>PlotsPane</name>
    <message>
        <source>A line for each trial: brush an axis to let only those through it pass</source>
        <translation>每次试验一条线：在轴上刷选，只留下经过该处的试验</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历程</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>重要性</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Objective that the plots show</source>
        <translation>各图显示的目标</translation>
    </message>
    <message>
        <source>One parameter against what was reached</source>
        <translation>单个参数与达到的结果</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>平行坐标</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameter across the contour plot</source>
        <translation>等高线图横轴的参数</translation>
    </message>
    <message>
        <source>Parameter of the slice plot</source>
        <translation>切片图的参数</translation>
    </message>
    <message>
        <source>Parameter upwards in the contour plot</source>
        <translation>等高线图纵轴的参数</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>帕累托</translation>
    </message>
    <message>
        <source>Plots of the sweep</source>
        <translation>超参搜索的图</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>The trials as they came, and the best so far</source>
        <translation>按先后排列的试验与目前最佳</translation>
    </message>
    <message>
        <source>Two objectives against each other: which trials no other one beats</source>
        <translation>两个目标相互对照：哪些试验没有被其他试验超过</translation>
    </message>
    <message>
        <source>Two parameters, and what was reached around their trials</source>
        <translation>两个参数，以及其试验附近达到的结果</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Which parameters matter for what was reached</source>
        <translation>哪些参数对结果重要</translation>
    </message>
    <message>
        <source>With {count} completed trials it can be told which parameters matter; there are {now}.</source>
        <translation>完成 {count} 次试验后才能看出哪些参数重要；现在有 {now} 次。</translation>
    </message>
</context>
<context>
    <name>PointPlot</name>
    <message>
        <source>The first completed trial shows here.</source>
        <translation>第一次完成的试验会显示在这里。</translation>
    </message>
</context>
<context>
    <name>PredictionBars</name>
    <message>
        <source>No answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>{name}: {percent} %</source>
        <translation>{name}：{percent} %</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>1 error keeps the network from being trained</source>
        <translation>有 1 个错误使网络无法训练</translation>
    </message>
    <message>
        <source>Fix all ({count})</source>
        <translation>全部修复（{count}）</translation>
    </message>
    <message>
        <source>Fix all errors, {count} now</source>
        <translation>修复全部错误，现有 {count} 个</translation>
    </message>
    <message>
        <source>Repair every error in one step that can be undone ({keys} in the list)</source>
        <translation>一步修复所有错误，可以撤销（在列表中按 {keys}）</translation>
    </message>
    <message>
        <source>{count} errors keep the network from being trained</source>
        <translation>有 {count} 个错误使网络无法训练</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>Fix all</source>
        <translation>全部修复</translation>
    </message>
    <message>
        <source>Made 1 repair: {steps}</source>
        <translation>做了 1 处修复：{steps}</translation>
    </message>
    <message>
        <source>Made {count} repairs: {steps}</source>
        <translation>做了 {count} 处修复：{steps}</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} 个问题</translation>
    </message>
    <message>
        <source>{fix} (repairs: {problem})</source>
        <translation>{fix}（修复：{problem}）</translation>
    </message>
</context>
<context>
    <name>ProcessesMeasure</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Measure a few steps with one process and with several</source>
        <translation>用一个和多个进程测量若干步</translation>
    </message>
    <message>
        <source>Measuring; it takes some ten seconds…</source>
        <translation>正在测量，约需十秒…</translation>
    </message>
    <message>
        <source>More processes only help where a step is long enough to share.</source>
        <translation>只有一步的计算量足够大时，更多进程才有用。</translation>
    </message>
    <message>
        <source>Would more help?</source>
        <translation>更多进程有用吗？</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>Looking at {what}…</source>
        <translation>正在查看 {what}…</translation>
    </message>
    <message>
        <source>Making the dataset {what}…</source>
        <translation>正在制作数据集 {what}…</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>{done} of {total} images</source>
        <translation>{total} 张图像中的 {done} 张</translation>
    </message>
    <message>
        <source>{rate} images/s</source>
        <translation>{rate} 张/秒</translation>
    </message>
</context>
<context>
    <name>ProjectFiles</name>
    <message>
        <source>Netwright projects ({pattern})</source>
        <translation>Netwright 项目 ({pattern})</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>RateFinderDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the search</source>
        <translation>取消测试</translation>
    </message>
    <message>
        <source>Chosen: {rate} (now {now}). Click in the curve to choose another.</source>
        <translation>已选：{rate}（现为 {now}）。在曲线上点击可另选。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>学习率测试</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>重新测试</translation>
    </message>
    <message>
        <source>No rate stands out.</source>
        <translation>没有明显合适的学习率。</translation>
    </message>
    <message>
        <source>No rate was tried.</source>
        <translation>没有尝试任何学习率。</translation>
    </message>
    <message>
        <source>One step after the other is taken at a growing rate, on a fresh copy of the network. Good is a rate at which the loss falls steeply, well before it rises.</source>
        <translation>在网络的一份全新副本上，以逐步增大的学习率一步步训练。合适的学习率处损失陡降，且离损失回升尚远。</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>测试进度</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Take the chosen learning rate</source>
        <translation>采用所选的学习率</translation>
    </message>
    <message>
        <source>Trying rates…</source>
        <translation>正在尝试各学习率…</translation>
    </message>
    <message>
        <source>{reason} Click in the curve to choose one.</source>
        <translation>{reason}可在曲线上点击选择。</translation>
    </message>
</context>
<context>
    <name>RatePlot</name>
    <message>
        <source>Click to choose a learning rate; ← and → move it, Home returns to the suggestion.</source>
        <translation>点击可选择学习率；← 和 → 移动，Home 回到建议值。</translation>
    </message>
    <message>
        <source>Loss over learning rates</source>
        <translation>损失随学习率的变化</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>ReadingLine</name>
    <message>
        <source>Copy what is read</source>
        <translation>复制识别结果</translation>
    </message>
    <message>
        <source>Copy what is read (Ctrl+C while the pad has the focus)</source>
        <translation>复制识别结果（画板获得焦点时按 Ctrl+C）</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>识别结果</translation>
    </message>
</context>
<context>
    <name>RecipesButton</name>
    <message>
        <source>Every hyperparameter as it is by default</source>
        <translation>所有超参数均为默认值</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Take all hyperparameters of a recipe that is known to work</source>
        <translation>采用一个经过验证的配方的全部超参数</translation>
    </message>
    <message>
        <source>{recipe}, with its network</source>
        <translation>{recipe}（连同其网络）</translation>
    </message>
</context>
<context>
    <name>Renaming</name>
    <message>
        <source>New name of {layer}</source>
        <translation>{layer} 的新名称</translation>
    </message>
</context>
<context>
    <name>Repeating</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Run again: {verdict}</source>
        <translation>重新运行：{verdict}</translation>
    </message>
    <message>
        <source>{run} should come to the same bits here, though not everything is as it was.</source>
        <translation>{run} 在这里应得到逐位相同的结果，尽管有些条件已不同。</translation>
    </message>
    <message>
        <source>{run} will not come to the same bits here.</source>
        <translation>{run} 在这里不会得到逐位相同的结果。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>The same images were imported before, as {name}</source>
        <translation>同样的图像以前导入过，名为 {name}</translation>
    </message>
    <message>
        <source>{name} is a dataset now</source>
        <translation>{name} 已成为数据集</translation>
    </message>
    <message>
        <source>{train} training and {test} test examples in {classes} classes, {size}</source>
        <translation>{train} 个训练样本和 {test} 个测试样本，共 {classes} 个类别，{size}</translation>
    </message>
    <message>
        <source>{train} training images and {test} test images in {classes} classes, {size}</source>
        <translation>{train} 张训练图像和 {test} 张测试图像，共 {classes} 个类别，{size}</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Expected calibration error {error}. The network is not sure enough: on average {points} points less than it is right.</source>
        <translation>期望校准误差 {error}。网络把握不足：平均比实际正确率低 {points} 个百分点。</translation>
    </message>
    <message>
        <source>Expected calibration error {error}. The network is too sure: on average {points} points more than it is right.</source>
        <translation>期望校准误差 {error}。网络过于自信：平均比实际正确率高 {points} 个百分点。</translation>
    </message>
    <message>
        <source>Expected calibration error {error}: the network is about as often right as it is sure.</source>
        <translation>期望校准误差 {error}：网络的把握与实际正确率大致相符。</translation>
    </message>
    <message>
        <source>Figures of the evaluation</source>
        <translation>评估指标</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Mean loss {mean}, greatest {greatest}. What lies far to the right is worth looking at.</source>
        <translation>平均损失 {mean}，最大 {greatest}。靠右的图像值得一看。</translation>
    </message>
    <message>
        <source>Save the classes&apos; figures as CSV</source>
        <translation>将各类别的指标存为 CSV</translation>
    </message>
</context>
<context>
    <name>Resuming</name>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The run {run} was interrupted after epoch {epoch} of {epochs}.</source>
        <translation>运行 {run} 在第 {epoch} 轮（共 {epochs} 轮）之后中断。</translation>
    </message>
    <message>
        <source>The run {run} was interrupted in its first epoch.</source>
        <translation>运行 {run} 在第一轮中中断。</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Some rows, as they were read</source>
        <translation>其中一些行，读取后的样子</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Export curves…</source>
        <translation>导出曲线…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Go on training from this run&apos;s newest checkpoint</source>
        <translation>从此运行的最新检查点继续训练</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Name, tags, folder, report, curves, and a run as one file</source>
        <translation>名称、标签、文件夹、报告、曲线，以及把运行存为一个文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Put these runs into the trash (Del)</source>
        <translation>把这些运行放入回收站（Del）</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>重命名（F2）</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>See what the best weights make of the test images</source>
        <translation>查看最佳权重在测试图像上的表现</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show this run&apos;s curves behind those of now; several selected runs side by side</source>
        <translation>将此运行的曲线显示在当前曲线之后；选中多次运行时并排比较</translation>
    </message>
    <message>
        <source>Show this run&apos;s network and curves and draw for it (Enter)</source>
        <translation>显示此运行的网络和曲线，并用它识别手写（Enter）</translation>
    </message>
    <message>
        <source>Train the same project anew, and see whether it comes to the same bits</source>
        <translation>重新训练同一项目，看结果是否逐位相同</translation>
    </message>
    <message>
        <source>Watch this run, which another process trains, as if it were this window&apos;s</source>
        <translation>像本窗口的运行一样观看这次由另一进程训练的运行</translation>
    </message>
    <message>
        <source>Write a report…</source>
        <translation>写报告…</translation>
    </message>
    <message>
        <source>Write tags…</source>
        <translation>编辑标签…</translation>
    </message>
</context>
<context>
    <name>RunChooser</name>
    <message>
        <source>No run has this in its name or state.</source>
        <translation>没有运行的名称或状态包含此内容。</translation>
    </message>
    <message>
        <source>Runs to compare</source>
        <translation>要比较的运行</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>搜索运行</translation>
    </message>
    <message>
        <source>There are no runs yet.</source>
        <translation>还没有运行。</translation>
    </message>
</context>
<context>
    <name>RunColumns</name>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Boosted member</source>
        <translation>提升成员</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Ensemble</source>
        <translation>集成</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Made as</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Member of a bag</source>
        <translation>袋装成员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Other seed</source>
        <translation>另一随机种子</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Soup</source>
        <translation>权重汤</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
</context>
<context>
    <name>RunElsewhere</name>
    <message>
        <source>It cannot be saved: {reason}</source>
        <translation>无法保存：{reason}</translation>
    </message>
    <message>
        <source>It cannot be started: {reason}</source>
        <translation>无法启动：{reason}</translation>
    </message>
    <message>
        <source>Save project and script</source>
        <translation>保存项目和脚本</translation>
    </message>
    <message>
        <source>Saved {project} and {script}.</source>
        <translation>已保存 {project} 和 {script}。</translation>
    </message>
    <message>
        <source>Slurm has taken the job; its number is {number}. Follow its run from the run&apos;s folder.</source>
        <translation>Slurm 已接受作业，编号 {number}。可从运行文件夹跟踪。</translation>
    </message>
</context>
<context>
    <name>RunEntry</name>
    <message>
        <source>Click: hide or show its curves</source>
        <translation>点击：隐藏或显示其曲线</translation>
    </message>
    <message>
        <source>Take out of the comparison</source>
        <translation>移出比较</translation>
    </message>
    <message>
        <source>Take out of the comparison (Delete)</source>
        <translation>移出比较（Delete）</translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export the run</source>
        <translation>导出运行</translation>
    </message>
    <message>
        <source>Export the runs into a folder</source>
        <translation>把运行导出到文件夹</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Import runs</source>
        <translation>导入运行</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Runs (*{suffix})</source>
        <translation>运行 (*{suffix})</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>等待中：{count}</translation>
    </message>
</context>
<context>
    <name>RunKeeping</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>加标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags to add to {count} runs, with commas between; a minus takes one away:</source>
        <translation>给 {count} 次运行添加的标签，用逗号分隔；前面加减号则去掉：</translation>
    </message>
    <message>
        <source>The run is in {file}.</source>
        <translation>运行已存入 {file}。</translation>
    </message>
    <message>
        <source>The run {run} is in the trash.</source>
        <translation>运行 {run} 已放入回收站。</translation>
    </message>
    <message>
        <source>The run {run} was imported.</source>
        <translation>已导入运行 {run}。</translation>
    </message>
    <message>
        <source>These runs were imported: {runs}.</source>
        <translation>已导入这些运行：{runs}。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{count} runs are in the trash.</source>
        <translation>{count} 次运行已放入回收站。</translation>
    </message>
    <message>
        <source>{count} runs are in {folder}.</source>
        <translation>{count} 次运行已存入 {folder}。</translation>
    </message>
    <message>
        <source>{count} runs were imported.</source>
        <translation>已导入 {count} 次运行。</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Compared runs</source>
        <translation>所比较的运行</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
</context>
<context>
    <name>RunNote</name>
    <message>
        <source>About the run</source>
        <translation>关于此运行</translation>
    </message>
    <message>
        <source>Computed with: {way}</source>
        <translation>执行方案：{way}</translation>
    </message>
    <message>
        <source>{way}: {time} ms a step</source>
        <translation>{way}：每步 {time} 毫秒</translation>
    </message>
</context>
<context>
    <name>RunPapers</name>
    <message>
        <source>CSV tables for spreadsheets (*)</source>
        <translation>供电子表格用的 CSV 表 (*)</translation>
    </message>
    <message>
        <source>Event files for TensorBoard (*)</source>
        <translation>供 TensorBoard 用的事件文件 (*)</translation>
    </message>
    <message>
        <source>Export curves into a folder</source>
        <translation>把曲线导出到文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Parquet tables for data frames (*)</source>
        <translation>供数据框用的 Parquet 表 (*)</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>The curves are in {folder}.</source>
        <translation>曲线在 {folder}。</translation>
    </message>
    <message>
        <source>The report is in {file}.</source>
        <translation>报告在 {file}。</translation>
    </message>
    <message>
        <source>Web page (*.html);;PDF (*.pdf)</source>
        <translation>网页 (*.html);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>写报告</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>List of runs</source>
        <translation>运行列表</translation>
    </message>
</context>
<context>
    <name>RunTableModel</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>With a star</source>
        <translation>有星标</translation>
    </message>
    <message>
        <source>Without a star</source>
        <translation>无星标</translation>
    </message>
    <message>
        <source>{group} ({count})</source>
        <translation>{group}（{count}）</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>Bring deleted runs back, or delete them for good</source>
        <translation>恢复已删除的运行，或彻底删除</translation>
    </message>
    <message>
        <source>Choose what the table shows</source>
        <translation>选择表格显示的内容</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>No run is what you look for.

Look for less, or clear the search.</source>
        <translation>没有符合的运行。

请减少条件，或清除查找。</translation>
    </message>
    <message>
        <source>No runs yet.

Press Train and watch your network learn: every run is kept here as it goes.</source>
        <translation>还没有运行。

点击“训练”，看着网络学习：每次运行都会随时保存在这里。</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation>{count} 次运行</translation>
    </message>
    <message>
        <source>{shown} of {count} runs</source>
        <translation>{count} 次运行中的 {shown} 次</translation>
    </message>
</context>
<context>
    <name>RunsPlace</name>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Runs and what is made of them</source>
        <translation>运行及其汇总</translation>
    </message>
</context>
<context>
    <name>SchedulePicture</name>
    <message>
        <source>1 epoch</source>
        <translation>1 轮</translation>
    </message>
    <message>
        <source>Begins at {rate}, {course}.</source>
        <translation>从 {rate} 开始，{course}。</translation>
    </message>
    <message>
        <source>Learning rate over the run</source>
        <translation>运行中的学习率</translation>
    </message>
    <message>
        <source>Rises to {rate} over {epochs}, then {course}.</source>
        <translation>在 {epochs}内升至 {rate}，然后{course}。</translation>
    </message>
    <message>
        <source>Rises towards {rate}; the warm-up takes the whole run.</source>
        <translation>向 {rate} 上升；预热占据整个运行。</translation>
    </message>
    <message>
        <source>falls as a cosine to {end} at epoch {last}</source>
        <translation>按余弦在第 {last} 轮降至 {end}</translation>
    </message>
    <message>
        <source>falls as a cosine to {end}, {cycles} times until epoch {last}</source>
        <translation>到第 {last} 轮为止按余弦 {cycles} 次降至 {end}</translation>
    </message>
    <message>
        <source>falls in a straight line to {end} at epoch {last}</source>
        <translation>沿直线在第 {last} 轮降至 {end}</translation>
    </message>
    <message>
        <source>falls with the power {power} to {end} at epoch {last}</source>
        <translation>以幂次 {power} 在第 {last} 轮降至 {end}</translation>
    </message>
    <message>
        <source>is multiplied by {factor} after every {epochs}</source>
        <translation>每过 {epochs}乘以 {factor}</translation>
    </message>
    <message>
        <source>is multiplied by {factor} after the epochs {milestones}</source>
        <translation>在第 {milestones} 轮之后各乘以 {factor}</translation>
    </message>
    <message>
        <source>is multiplied by {factor} over each epoch</source>
        <translation>在每一轮中逐步乘以 {factor}</translation>
    </message>
    <message>
        <source>is multiplied by {factor} when validation is no better for more than {epochs}</source>
        <translation>验证结果超过 {epochs}没有改善时乘以 {factor}</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>rises to {rate} at epoch {top}, falls to {end} at epoch {last}</source>
        <translation>在第 {top} 轮升至 {rate}，在第 {last} 轮降至 {end}</translation>
    </message>
    <message>
        <source>stays there</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>{count} epochs</source>
        <translation>{count} 轮</translation>
    </message>
</context>
<context>
    <name>SecondChoiceCard</name>
    <message>
        <source>Looking for the smallest change…</source>
        <translation>正在寻找最小的改动…</translation>
    </message>
    <message>
        <source>No small change was found that makes the network answer {name}.</source>
        <translation>没有找到能让网络回答 {name} 的小改动。</translation>
    </message>
    <message>
        <source>Once the pen rests, this shows what would have to change.</source>
        <translation>停笔后，这里显示需要改动什么。</translation>
    </message>
    <message>
        <source>Second choice</source>
        <translation>第二选择</translation>
    </message>
    <message>
        <source>Second choice: {name}</source>
        <translation>第二选择：{name}</translation>
    </message>
    <message>
        <source>Shows what would have to change in a drawing for it to become the answer.</source>
        <translation>显示手写图要怎样改动，第二选择才会成为答案。</translation>
    </message>
    <message>
        <source>The change cannot be looked for: {reason}</source>
        <translation>无法寻找改动：{reason}</translation>
    </message>
    <message>
        <source>The change is {share} % of the ink.</source>
        <translation>改动占笔迹的 {share} %。</translation>
    </message>
    <message>
        <source>With the orange ink and without the blue it answers {name}, {percent} % sure.</source>
        <translation>加上橙色笔迹、去掉蓝色笔迹后，网络回答 {name}，把握 {percent} %。</translation>
    </message>
    <message>
        <source>With the orange ink it answers {name}, {percent} % sure.</source>
        <translation>加上橙色笔迹后，网络回答 {name}，把握 {percent} %。</translation>
    </message>
    <message>
        <source>Without stroke {number} of {count}: {name}, {percent} %.</source>
        <translation>不画第 {number} 笔（共 {count} 笔）：{name}，{percent} %。</translation>
    </message>
    <message>
        <source>Without the blue ink it answers {name}, {percent} % sure.</source>
        <translation>去掉蓝色笔迹后，网络回答 {name}，把握 {percent} %。</translation>
    </message>
</context>
<context>
    <name>SecondChoices</name>
    <message>
        <source>it takes bright ink on black, in one channel.</source>
        <translation>它只适用于单通道、黑底亮色的笔迹。</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Default: {value}</source>
        <translation>默认值：{value}</translation>
    </message>
    <message>
        <source>Expected a number such as 0.001 or 1e-3.</source>
        <translation>应为数字，例如 0.001 或 1e-3。</translation>
    </message>
    <message>
        <source>Expected a whole number.</source>
        <translation>应为整数。</translation>
    </message>
    <message>
        <source>Expected whole numbers such as 3, 3.</source>
        <translation>应为若干整数，例如 3, 3。</translation>
    </message>
    <message>
        <source>Must be less than {lt}.</source>
        <translation>必须小于 {lt}。</translation>
    </message>
    <message>
        <source>Must be more than {gt}.</source>
        <translation>必须大于 {gt}。</translation>
    </message>
    <message>
        <source>Must be {ge} or more.</source>
        <translation>不能小于 {ge}。</translation>
    </message>
    <message>
        <source>Must be {le} or less.</source>
        <translation>不能大于 {le}。</translation>
    </message>
    <message>
        <source>Range: more than {low}</source>
        <translation>范围：大于 {low}</translation>
    </message>
    <message>
        <source>Range: more than {low}, up to {high}</source>
        <translation>范围：大于 {low}，不超过 {high}</translation>
    </message>
    <message>
        <source>Range: {high} or less</source>
        <translation>范围：不超过 {high}</translation>
    </message>
    <message>
        <source>Range: {low} or more</source>
        <translation>范围：不小于 {low}</translation>
    </message>
    <message>
        <source>Range: {low} to less than {high}</source>
        <translation>范围：不小于 {low}，小于 {high}</translation>
    </message>
    <message>
        <source>Range: {low} to {high}</source>
        <translation>范围：{low} 到 {high}</translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation>显示高级设置</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>已改 {count} 项</translation>
    </message>
    <message>
        <source>{problem} {value} is kept.</source>
        <translation>{problem}已保留 {value}。</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
</context>
<context>
    <name>SeveralButton</name>
    <message>
        <source>Bagging…</source>
        <translation>装袋…</translation>
    </message>
    <message>
        <source>Boosting…</source>
        <translation>提升…</translation>
    </message>
    <message>
        <source>Cross-validate…</source>
        <translation>交叉验证…</translation>
    </message>
    <message>
        <source>Make an ensemble…</source>
        <translation>生成集成…</translation>
    </message>
    <message>
        <source>Repeat with other seeds…</source>
        <translation>用其他种子重复…</translation>
    </message>
    <message>
        <source>Several runs</source>
        <translation>多次运行</translation>
    </message>
    <message>
        <source>Train this run&apos;s project several times, or put runs together</source>
        <translation>把这次运行的项目训练多次，或把多次运行合在一起</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Filters, weights, gradients and dead units of the selected layer</source>
        <translation>所选层的卷积核、权重、梯度和死亡单元</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layer, code or inside</source>
        <translation>层、代码或内部</translation>
    </message>
    <message>
        <source>The network as PyTorch code</source>
        <translation>网络的 PyTorch 代码</translation>
    </message>
    <message>
        <source>The selected layer, or the whole network</source>
        <translation>选中的层，或整个网络</translation>
    </message>
</context>
<context>
    <name>SlicePlot</name>
    <message>
        <source>One parameter against what was reached</source>
        <translation>单个参数与达到的结果</translation>
    </message>
</context>
<context>
    <name>SmoothingSlider</name>
    <message>
        <source>Over how many steps the smoothed curves average (exponentially)</source>
        <translation>平滑曲线对多少步取平均（指数加权）</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲线的平滑程度</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
</context>
<context>
    <name>SplitTab</name>
    <message>
        <source>A run keeps its split from its first step to its last. Stop it to change this.</source>
        <translation>划分在整个运行中保持不变。要修改，请先停止运行。</translation>
    </message>
    <message>
        <source>Change {field}</source>
        <translation>修改{field}</translation>
    </message>
    <message>
        <source>How this project splits the data</source>
        <translation>本项目如何划分数据</translation>
    </message>
    <message>
        <source>Stratified gives every class the same share in training and validation.

Folds are equal parts that the training data are dealt into. One is kept aside for validation; a run for each fold measures every example once (cross-validation).

The test data are the dataset&apos;s own and are never split.</source>
        <translation>分层：每个类别在训练集和验证集中所占的比例相同。

折：把训练数据分成若干等份，其中一份留作验证；每一折各训练一次，每个样本就都恰好被验证一次（交叉验证）。

测试数据是数据集自带的，从不参与划分。</translation>
    </message>
    <message>
        <source>This project learns from {dataset}. It would split {shown} as shown here.</source>
        <translation>本项目用 {dataset} 学习。如果换成 {shown}，会按这里显示的方式划分。</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Chain rule</source>
        <translation>链式法则</translation>
    </message>
    <message>
        <source>Formula, and the same with the numbers of now</source>
        <translation>公式，以及代入当前数值后的式子</translation>
    </message>
    <message>
        <source>The chain rule from the loss to here</source>
        <translation>从损失到此处的链式法则</translation>
    </message>
    <message>
        <source>The operation of now</source>
        <translation>当前运算</translation>
    </message>
    <message>
        <source>What it boils down to</source>
        <translation>化简结果</translation>
    </message>
    <message>
        <source>{phase}: {place} of {count}</source>
        <translation>{phase}：第 {place} / {count} 步</translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>Accuracy on the validation split after the newest epoch</source>
        <translation>最新轮次结束后在验证集上的准确率</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Best, epoch {epoch}</source>
        <translation>最佳 · 第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss on the validation split after the newest epoch</source>
        <translation>最新一轮之后在验证集上的损失</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation accuracy of the epoch whose weights are kept as the best</source>
        <translation>保留为最佳权重的那个轮次的验证准确率</translation>
    </message>
</context>
<context>
    <name>SweepHead</name>
    <message>
        <source>Delete the sweep; the runs of its trials stay</source>
        <translation>删除这次超参搜索；其试验的运行会保留</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>End the work; every trial is kept, and those under way go on later</source>
        <translation>结束工作；所有试验都会保留，进行中的试验以后继续</translation>
    </message>
    <message>
        <source>Every trial failed so far. The first one: {reason}</source>
        <translation>到目前为止所有试验都失败了。第一次：{reason}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续进行</translation>
    </message>
    <message>
        <source>Go on where it stood</source>
        <translation>从停下的地方继续</translation>
    </message>
    <message>
        <source>How many trials more</source>
        <translation>再加多少次试验</translation>
    </message>
    <message>
        <source>Join the work at this sweep: trials are divided</source>
        <translation>加入这次超参搜索：试验由各方分担</translation>
    </message>
    <message>
        <source>Let the trials go on</source>
        <translation>让试验继续</translation>
    </message>
    <message>
        <source>Let the trials under way stand still</source>
        <translation>让进行中的试验停住</translation>
    </message>
    <message>
        <source>More trials</source>
        <translation>追加试验</translation>
    </message>
    <message>
        <source>No trial kept the limits so far ({limits}). Loosen them, or search smaller values.</source>
        <translation>到目前为止没有试验符合限制（{limits}）。请放宽限制，或搜索更小的值。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Plan so many trials more</source>
        <translation>再追加这么多次试验</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start the sweep</source>
        <translation>开始搜索</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Trials done</source>
        <translation>已结束的试验</translation>
    </message>
    <message>
        <source>best {measure} {value} ({trial})</source>
        <translation>最佳{measure} {value}（{trial}）</translation>
    </message>
    <message>
        <source>{count} beyond a limit</source>
        <translation>{count} 次超出限制</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 次失败</translation>
    </message>
    <message>
        <source>{count} pruned</source>
        <translation>{count} 次被剪枝</translation>
    </message>
    <message>
        <source>{count} trials were under way when the work ended. “Go on” takes them up where they stood.</source>
        <translation>工作结束时有 {count} 次试验正在进行。点“继续进行”会从停下的地方接着做。</translation>
    </message>
    <message>
        <source>{ended} of {planned} trials</source>
        <translation>{ended}/{planned} 次试验</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还需 {time}</translation>
    </message>
</context>
<context>
    <name>SweepList</name>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>超参搜索</translation>
    </message>
    <message>
        <source>{status} · {ended} of {planned} trials</source>
        <translation>{status} · {ended}/{planned} 次试验</translation>
    </message>
</context>
<context>
    <name>Sweeps</name>
    <message>
        <source>Beyond a limit</source>
        <translation>超出限制</translation>
    </message>
    <message>
        <source>CMA-ES</source>
        <translation>CMA-ES</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Hyperband</source>
        <translation>Hyperband</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation>已剪枝</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>TPE</source>
        <translation>TPE</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>Trial {number}</source>
        <translation>试验 {number}</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>{low} – {high}</source>
        <translation>{low} – {high}</translation>
    </message>
    <message>
        <source>{low} – {high} by {step}</source>
        <translation>{low} – {high}，步长 {step}</translation>
    </message>
    <message>
        <source>{low} – {high}, logarithmic</source>
        <translation>{low} – {high}，对数</translation>
    </message>
    <message>
        <source>{measure} as large as possible</source>
        <translation>{measure}尽可能大</translation>
    </message>
    <message>
        <source>{measure} as small as possible</source>
        <translation>{measure}尽可能小</translation>
    </message>
    <message>
        <source>{measure} at least {bound}</source>
        <translation>{measure}不低于 {bound}</translation>
    </message>
    <message>
        <source>{measure} at most {bound}</source>
        <translation>{measure}不超过 {bound}</translation>
    </message>
</context>
<context>
    <name>SweepsPage</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete sweep</source>
        <translation>删除超参搜索</translation>
    </message>
    <message>
        <source>Delete the sweep {name}?</source>
        <translation>删除超参搜索 {name}？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>New sweep…</source>
        <translation>新建超参搜索…</translation>
    </message>
    <message>
        <source>No sweeps yet.

A sweep trains the open project many times, each time with other hyperparameters, and shows which of them matter.</source>
        <translation>还没有超参搜索。

超参搜索会把打开的项目训练许多次，每次用不同的超参数，并显示其中哪些真正重要。</translation>
    </message>
    <message>
        <source>Plan a new sweep over the open project</source>
        <translation>为打开的项目规划新的超参搜索</translation>
    </message>
    <message>
        <source>Sweep {name}: {ended} of {planned} trials are over</source>
        <translation>超参搜索 {name}：已结束 {ended} / {planned} 次试验</translation>
    </message>
    <message>
        <source>Sweeps</source>
        <translation>超参搜索</translation>
    </message>
    <message>
        <source>The runs of its trials stay among the runs. This cannot be undone.</source>
        <translation>其试验的运行仍保留在运行列表中。此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>TeachingPage</name>
    <message>
        <source>Apply update</source>
        <translation>应用更新</translation>
    </message>
    <message>
        <source>Back to the first weights and samples</source>
        <translation>回到最初的权重和样本</translation>
    </message>
    <message>
        <source>Learning rate α</source>
        <translation>学习率 α</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Take the new weights and begin the next iteration; held down, many.</source>
        <translation>采用新的权重并开始下一次迭代；按住不放可连续迭代。</translation>
    </message>
    <message>
        <source>{number}: x = ({inputs}), y = ({targets})</source>
        <translation>{number}：x = ({inputs})，y = ({targets})</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Forget</source>
        <translation>不再保留</translation>
    </message>
    <message>
        <source>Forget “{name}”?</source>
        <translation>不再保留“{name}”？</translation>
    </message>
    <message>
        <source>Projects that started from it stay as they are. This cannot be undone.</source>
        <translation>由它开始的项目保持不变。此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Compared with {run}</source>
        <translation>与 {run} 对比</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Opened the run {run}</source>
        <translation>已打开运行 {run}</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止对比</translation>
    </message>
    <message>
        <source>The run cannot be read: {reason}</source>
        <translation>无法读取运行：{reason}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>TrainingControls</name>
    <message>
        <source>A training is running</source>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>Done in {duration}</source>
        <translation>已完成，用时 {duration}</translation>
    </message>
    <message>
        <source>Done in {duration} · test accuracy {accuracy} %</source>
        <translation>已完成，用时 {duration} · 测试准确率 {accuracy} %</translation>
    </message>
    <message>
        <source>Downloading the dataset {family}: {done} of {total} MB</source>
        <translation>正在下载数据集 {family}：{done} / {total} MB</translation>
    </message>
    <message>
        <source>Downloading the weights of {family}: {done} of {total} MB</source>
        <translation>正在下载 {family} 的权重：{done} / {total} MB</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs} · {percent} %</source>
        <translation>轮次 {epoch} / {epochs} · {percent} %</translation>
    </message>
    <message>
        <source>Failed: {cause}</source>
        <translation>失败：{cause}</translation>
    </message>
    <message>
        <source>Following…</source>
        <translation>正在跟踪…</translation>
    </message>
    <message>
        <source>Go on training (F5)</source>
        <translation>继续训练（F5）</translation>
    </message>
    <message>
        <source>Go on with what you changed (F5):
{changes}</source>
        <translation>带着所做的更改继续（F5）：
{changes}</translation>
    </message>
    <message>
        <source>Hold after this step</source>
        <translation>在这一步之后暂停</translation>
    </message>
    <message>
        <source>Loading PyTorch…</source>
        <translation>正在加载 PyTorch…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Paused: {cause}</source>
        <translation>已暂停：{cause}</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>可以开始训练</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop after this step and keep the run (Shift+F5)</source>
        <translation>在这一步之后停止，并保留运行（Shift+F5）</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Stopped after {duration}; the run is kept</source>
        <translation>已停止，用时 {duration}；运行已保留</translation>
    </message>
    <message>
        <source>Stopped before the first step</source>
        <translation>在第一步之前停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Testing the best weights…</source>
        <translation>正在测试最佳权重…</translation>
    </message>
    <message>
        <source>The network has {count} errors; the first: {error}</source>
        <translation>网络有 {count} 个错误，第一个：{error}</translation>
    </message>
    <message>
        <source>The run goes on without this window</source>
        <translation>该运行在本窗口之外继续进行</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train the network (F5)</source>
        <translation>训练网络（F5）</translation>
    </message>
    <message>
        <source>Training status</source>
        <translation>训练状态</translation>
    </message>
    <message>
        <source>Validating…</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <source>unknown cause</source>
        <translation>原因不明</translation>
    </message>
    <message>
        <source>watched only</source>
        <translation>仅观看</translation>
    </message>
    <message>
        <source>{count} images/s</source>
        <translation>{count} 张图像/秒</translation>
    </message>
    <message>
        <source>{duration} (stopped early)</source>
        <translation>{duration}（早停）</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>还需 {duration}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Back to the first step (Home)</source>
        <translation>回到第一步（Home）</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Next step (→)</source>
        <translation>下一步（→）</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play or pause (space)</source>
        <translation>播放或暂停（空格键）</translation>
    </message>
    <message>
        <source>Previous step (←)</source>
        <translation>上一步（←）</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢速</translation>
    </message>
    <message>
        <source>Speed of playing</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Step {place} of {count}</source>
        <translation>第 {place} / {count} 步</translation>
    </message>
    <message>
        <source>To: {phase}</source>
        <translation>跳到：{phase}</translation>
    </message>
    <message>
        <source>Very fast</source>
        <translation>很快</translation>
    </message>
    <message>
        <source>Walking through the steps</source>
        <translation>逐步浏览</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Really empty it</source>
        <translation>确认清空</translation>
    </message>
    <message>
        <source>Runs in the trash</source>
        <translation>回收站中的运行</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>The trash is empty. Runs that you delete come here first.</source>
        <translation>回收站是空的。删除的运行会先放到这里。</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{count} d ago</source>
        <translation>{count} 天前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
    <message>
        <source>{count} in the trash, {size}. They stay here until you delete them for good.</source>
        <translation>回收站中有 {count} 次运行，共 {size}。彻底删除之前它们会一直保留。</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
</context>
<context>
    <name>TrialModel</name>
    <message>
        <source>Course</source>
        <translation>走势</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The best trial</source>
        <translation>最佳试验</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>试验</translation>
    </message>
</context>
<context>
    <name>TrialTable</name>
    <message>
        <source>Trials of the sweep</source>
        <translation>超参搜索的试验</translation>
    </message>
</context>
<context>
    <name>UnitPicture</name>
    <message>
        <source>Units of the layer</source>
        <translation>该层的单元</translation>
    </message>
    <message>
        <source>{unit}. ↑ and ↓ choose another.</source>
        <translation>{unit}。按 ↑ 和 ↓ 选择其他单元。</translation>
    </message>
</context>
<context>
    <name>VerdictView</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled; what was evaluated so far is kept.</source>
        <translation>已取消；已评估的部分会保留。</translation>
    </message>
    <message>
        <source>Choose at least two runs.</source>
        <translation>请至少选择两次运行。</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Each run&apos;s answers to the same test images are compared with those of the run above, by McNemar&apos;s paired test.</source>
        <translation>将每次运行对相同测试图像的答案与上面所选运行的答案比较，采用麦克尼马尔配对检验。</translation>
    </message>
    <message>
        <source>Evaluate the runs on their test images, where that was not done, and test the differences</source>
        <translation>在测试图像上评估尚未评估的运行，并检验差异</translation>
    </message>
    <message>
        <source>Is it more than chance?</source>
        <translation>是否超出偶然？</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>Runs that differ in their seed only are compared by their means: Welch&apos;s test and the bootstrap over seeds.</source>
        <translation>只有种子不同的运行按平均值比较：韦尔奇检验和对种子的自助法。</translation>
    </message>
    <message>
        <source>The run that all others are compared with</source>
        <translation>其他运行都与之比较的运行</translation>
    </message>
    <message>
        <source>The runs answer to their test images…</source>
        <translation>各次运行正在回答测试图像…</translation>
    </message>
</context>
<context>
    <name>WaysButton</name>
    <message>
        <source>On several processes, GPUs, another machine or a cluster</source>
        <translation>在多个进程、GPU、另一台机器或集群上</translation>
    </message>
    <message>
        <source>Other ways to train</source>
        <translation>其他训练方式</translation>
    </message>
    <message>
        <source>Run elsewhere…</source>
        <translation>在别处运行…</translation>
    </message>
    <message>
        <source>Stop following</source>
        <translation>停止跟踪</translation>
    </message>
    <message>
        <source>The run goes on; this window looks at it no longer</source>
        <translation>运行继续进行；本窗口不再跟踪</translation>
    </message>
    <message>
        <source>This run only: at once, in the window&apos;s own process</source>
        <translation>仅此次运行：立即开始，在窗口自己的进程中</translation>
    </message>
    <message>
        <source>This run only: if it crashes, the window lives on and can resume it</source>
        <translation>仅此次运行：即使崩溃，窗口依然可用，并能继续该运行</translation>
    </message>
    <message>
        <source>Train in a process of its own</source>
        <translation>在单独进程中训练</translation>
    </message>
    <message>
        <source>Train in a process of its own, or elsewhere</source>
        <translation>在单独进程中或在别处训练</translation>
    </message>
    <message>
        <source>Train in this window</source>
        <translation>在本窗口训练</translation>
    </message>
</context>
<context>
    <name>WhyChoices</name>
    <message>
        <source>Class to explain</source>
        <translation>要解释的类别</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Grad-CAM at</source>
        <translation>Grad-CAM 所在层</translation>
    </message>
    <message>
        <source>How much the strongest places of a map cover the image</source>
        <translation>图中最强处对图像的覆盖程度</translation>
    </message>
    <message>
        <source>Layer for Grad-CAM</source>
        <translation>Grad-CAM 使用的层</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of the maps</source>
        <translation>图的不透明度</translation>
    </message>
    <message>
        <source>The answer: {name}</source>
        <translation>网络的答案：{name}</translation>
    </message>
    <message>
        <source>The class whose score the maps are about</source>
        <translation>这些图解释的是哪个类别的得分</translation>
    </message>
    <message>
        <source>The last: {name}</source>
        <translation>最后一层：{name}</translation>
    </message>
    <message>
        <source>The layer that Grad-CAM looks at; later ones know more and see coarser</source>
        <translation>Grad-CAM 使用的层；越靠后的层懂得越多，看得越粗</translation>
    </message>
    <message>
        <source>The true class: {name}</source>
        <translation>真实类别：{name}</translation>
    </message>
    <message>
        <source>against it</source>
        <translation>反对该类别</translation>
    </message>
    <message>
        <source>for the class</source>
        <translation>支持该类别</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why this answer?</source>
        <translation>为什么是这个答案？</translation>
    </message>
</context>
<context>
    <name>WhyTile</name>
    <message>
        <source>Computing…</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>Strongest: {scale} · {milliseconds} ms</source>
        <translation>最强：{scale} · {milliseconds} 毫秒</translation>
    </message>
    <message>
        <source>The map is empty: there is no such place.</source>
        <translation>图是空的：没有这样的地方。</translation>
    </message>
</context>
<context>
    <name>WhyView</name>
    <message>
        <source>Answer</source>
        <translation>作答</translation>
    </message>
    <message>
        <source>Asking the network…</source>
        <translation>正在询问网络…</translation>
    </message>
    <message>
        <source>Choose an image to see what in it speaks for the answer.</source>
        <translation>选择一幅图像，看看其中什么支持这个答案。</translation>
    </message>
    <message>
        <source>Explanation of the answer</source>
        <translation>答案的解释</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>SmoothGrad</source>
        <translation>SmoothGrad</translation>
    </message>
    <message>
        <source>The maps are about {name}, {percent} %.</source>
        <translation>这些图针对 {name}，概率 {percent}%。</translation>
    </message>
    <message>
        <source>The network answers {name}, {percent} % sure.</source>
        <translation>网络的答案是 {name}，把握 {percent}%。</translation>
    </message>
    <message>
        <source>True class: {name}</source>
        <translation>真实类别：{name}</translation>
    </message>
</context>
<context>
    <name>WordsCard</name>
    <message>
        <source>Mark this run with a star</source>
        <translation>给这次运行加星标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>标签，用逗号分隔</translation>
    </message>
    <message>
        <source>What this run was for, and what came of it</source>
        <translation>这次运行的目的和结果</translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>_Legend</name>
    <message>
        <source>right: 0</source>
        <translation>正确：0</translation>
    </message>
    <message>
        <source>wrong: 0</source>
        <translation>错误：0</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>, because </source>
        <translation>，因为 </translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 到 1</translation>
    </message>
    <message>
        <source>1 falls in a straight line, 2 falls fast at first.</source>
        <translation>1 沿直线下降，2 开始时降得快。</translation>
    </message>
    <message>
        <source>1 of {count}</source>
        <translation>{count} 次中的 1 次</translation>
    </message>
    <message>
        <source>A ReLU with a rounded corner, always above zero. Useful where an answer must be positive.</source>
        <translation>转角圆滑的 ReLU，始终大于零。适用于答案必须为正的地方。</translation>
    </message>
    <message>
        <source>A Sigmoid put together from three straight lines. Cheap to compute, and exactly 0 or 1 beyond ±3.</source>
        <translation>由三段直线拼成的 Sigmoid。计算代价小，超出 ±3 后恰好为 0 或 1。</translation>
    </message>
    <message>
        <source>A batch of {batch} does not divide by {processes} processes: some of them wait for the others.</source>
        <translation>批次 {batch} 不能被 {processes} 个进程整除：有些进程要等待其他进程。</translation>
    </message>
    <message>
        <source>A batch of {batch} has no image for each of {processes} processes.</source>
        <translation>批次 {batch} 不够 {processes} 个进程每个分到一张图像。</translation>
    </message>
    <message>
        <source>A block has at most {most} ports.</source>
        <translation>一个块至多有 {most} 个端口。</translation>
    </message>
    <message>
        <source>A block has one output, but {names} are all read outside of the selection.</source>
        <translation>块只有一个输出，而 {names} 都在所选范围之外被读取。</translation>
    </message>
    <message>
        <source>A block keeps one port at least.</source>
        <translation>一个块至少保留一个端口。</translation>
    </message>
    <message>
        <source>A comparison of answers speaks of these very trainings: another seed may turn out otherwise. Repeat both with several seeds to compare the networks themselves.</source>
        <translation>对答案的比较只说明这几次训练本身：换一个种子结果可能不同。要比较网络本身，请用多个种子重复两者。</translation>
    </message>
    <message>
        <source>A dataset cannot be called “{name}”.</source>
        <translation>数据集不能命名为“{name}”。</translation>
    </message>
    <message>
        <source>A folder of its own for the run; on a disk that is mounted here, the run can be followed.</source>
        <translation>该运行专用的文件夹；如果位于此处已挂载的磁盘上，就可以跟踪该运行。</translation>
    </message>
    <message>
        <source>A gradient longer than this, over all weights together, is shortened to it.</source>
        <translation>所有权重的梯度合在一起，范数超过此值时缩短到此值。</translation>
    </message>
    <message>
        <source>A grey image is repeated as red, green and blue, which is what the network expects.</source>
        <translation>灰度图像被重复为红、绿、蓝三个通道，这正是网络所期望的。</translation>
    </message>
    <message>
        <source>A layer needs a name.</source>
        <translation>层必须有名称。</translation>
    </message>
    <message>
        <source>A layer with several readers cannot be moved in its chain.</source>
        <translation>后面连着多个层的层不能在链中移动。</translation>
    </message>
    <message>
        <source>A learned number of the token that is put before the others; no input counts.</source>
        <translation>放在其他词元之前的那个词元的一个学到的数；与输入无关。</translation>
    </message>
    <message>
        <source>A learned number p for this place is added, so that places can be told apart.</source>
        <translation>加上这个位置学到的数 p，使各位置能够区分。</translation>
    </message>
    <message>
        <source>A mean: every input counts with its share.</source>
        <translation>平均值：每个输入按其份额计入。</translation>
    </message>
    <message>
        <source>A name cannot begin with two underscores.</source>
        <translation>名称不能以两个下划线开头。</translation>
    </message>
    <message>
        <source>A name has 1 to {most} letters, “{name}” has not.</source>
        <translation>名称应有 1 到 {most} 个字符，“{name}”不符合。</translation>
    </message>
    <message>
        <source>A name has at most {most} characters.</source>
        <translation>名称最多 {most} 个字符。</translation>
    </message>
    <message>
        <source>A network of its own that stands here as one layer. Double-click opens it; every place that uses it changes.</source>
        <translation>一个在此充当一层的独立网络。双击可以打开；使用它的每一处都会随之改变。</translation>
    </message>
    <message>
        <source>A network that first asks to log in sends a page of its own: log in with a browser, then try again.</source>
        <translation>需要先登录的网络会发来自己的网页：请先用浏览器登录，再重试。</translation>
    </message>
    <message>
        <source>A network that has learned to see from a million photographs, without its last layer: its features serve for other images, too. Images are first brought to the size, colours and brightness it knows.</source>
        <translation>一个从上百万张照片中学会看图的网络，去掉了最后一层：它的特征也适用于其他图像。图像会先变成它所熟悉的大小、颜色和亮度。</translation>
    </message>
    <message>
        <source>A network that learned to see from a million photographs looks at the digits, enlarged and as colour images. Only the last layer learns: 12,810 of 3.4 million parameters. Let the last blocks of the backbone learn, too, and compare the runs.</source>
        <translation>一个从上百万张照片中学会看图的网络来看这些数字，它们被放大并变成彩色图像。只有最后一层学习：340 万个参数中的 12,810 个。让骨干网络的最后几块也学习，再比较两次运行。</translation>
    </message>
    <message>
        <source>A number of each of the layers before, multiplied: one is a gate for the other.</source>
        <translation>前面各层的一个数相乘：一个是另一个的门。</translation>
    </message>
    <message>
        <source>A number of the layer before, in another place.</source>
        <translation>前一层的一个数，换了位置。</translation>
    </message>
    <message>
        <source>A path leaves the selection and returns at {name}: select what lies between, too.</source>
        <translation>有一条路径离开所选范围又回到 {name}：请把中间的层也选上。</translation>
    </message>
    <message>
        <source>A pixel of the example, normalised as for training.</source>
        <translation>样例的一个像素，按训练时的方式归一化。</translation>
    </message>
    <message>
        <source>A report is written as {expected}, found {found}.</source>
        <translation>报告应写为 {expected}，得到的是 {found}。</translation>
    </message>
    <message>
        <source>A run of Netwright, begun {begun}</source>
        <translation>Netwright 的一次运行，开始于 {begun}</translation>
    </message>
    <message>
        <source>A run that has begun keeps its {fields}.</source>
        <translation>已开始的运行不能更改这些：{fields}。</translation>
    </message>
    <message>
        <source>A script cannot read your drawings: they are kept as strokes.</source>
        <translation>脚本无法读取您的手写样本：它们以笔迹形式保存。</translation>
    </message>
    <message>
        <source>A search space has 1 to {most} dimensions, this one {found}.</source>
        <translation>搜索空间应有 1 至 {most} 个维度，此处为 {found} 个。</translation>
    </message>
    <message>
        <source>A search space is a JSON object of dimensions.</source>
        <translation>搜索空间应为由维度组成的 JSON 对象。</translation>
    </message>
    <message>
        <source>A share grows with its own sum …</source>
        <translation>一个份额随它自己的和增大而增大……</translation>
    </message>
    <message>
        <source>A sigmoid from −1 to 1, steepest at 0 with a slope of 1.</source>
        <translation>从 −1 到 1 的 S 形函数，在 0 处最陡，斜率为 1。</translation>
    </message>
    <message>
        <source>A small number added to the variance, against division by zero.</source>
        <translation>加在方差上的一个小数，防止除以零。</translation>
    </message>
    <message>
        <source>A smooth relative of ReLU that lets a little of the negative side through. Close to SiLU, and a little dearer.</source>
        <translation>ReLU 的平滑近亲，让负的一侧稍稍通过。与 SiLU 相近，代价略高。</translation>
    </message>
    <message>
        <source>A smooth relative of ReLU: each number is multiplied by the chance that a normal variable lies below it. The usual choice in transformers.</source>
        <translation>ReLU 的平滑近亲：每个数乘以一个正态变量小于它的概率。Transformer 中的常用选择。</translation>
    </message>
    <message>
        <source>A step against the gradient, as long as the learning rate α says. The gradient is the mean over all {count} samples, not of this one alone.</source>
        <translation>逆着梯度走一步，步长由学习率 α 决定。梯度是全部 {count} 个样本的平均，而不只是这一个样本的。</translation>
    </message>
    <message>
        <source>A training is already running.</source>
        <translation>已有训练正在进行。</translation>
    </message>
    <message>
        <source>A weighted sum of what comes in, plus a bias, through an activation f. Without f, layers one behind the other would be no more than one layer.</source>
        <translation>输入的加权和加上偏置，再经过激活函数 f。没有 f，多层叠加也不过相当于一层。</translation>
    </message>
    <message>
        <source>A weighted sum of {count} inputs, from {layer}, and a bias; those that add most stand first.</source>
        <translation>来自 {layer} 的 {count} 个输入的加权和，再加偏置；贡献最大的排在前面。</translation>
    </message>
    <message>
        <source>A whole step of a transformer: the tokens exchange by attention, then each is worked on by two Linear layers. Short cuts lead around both parts, so that many can be stacked.</source>
        <translation>变换器的一整步：标记之间先通过注意力交换信息，再各自经过两个全连接层。两部分都有跳连，因此可以叠很多层。</translation>
    </message>
    <message>
        <source>AMSGrad</source>
        <translation>AMSGrad</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Accurate digits</source>
        <translation>精确识别数字</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Add a Linear layer with {classes} outputs</source>
        <translation>添加一个有 {classes} 个输出的 Linear 层</translation>
    </message>
    <message>
        <source>Add a learned number to each sum.</source>
        <translation>给每个加权和再加上一个可学习的数。</translation>
    </message>
    <message>
        <source>Add an input</source>
        <translation>添加输入</translation>
    </message>
    <message>
        <source>Add an output</source>
        <translation>添加输出</translation>
    </message>
    <message>
        <source>Added to what is divided by; automatic is 1e-8, in Adagrad 1e-10, in Adadelta 1e-6.</source>
        <translation>加在除数上的小数；自动时为 1e-8，Adagrad 为 1e-10，Adadelta 为 1e-6。</translation>
    </message>
    <message>
        <source>Adds Gaussian noise of up to this standard deviation to each image, where 1 is white.</source>
        <translation>为每幅图像加上标准差不超过此值的高斯噪声，1 为白色。</translation>
    </message>
    <message>
        <source>Adds a little random noise at each training step, so that the network cannot learn examples by heart. When the network answers, nothing is added.</source>
        <translation>在每个训练步加入少许随机噪声，使网络无法死记样例。网络作答时不加任何噪声。</translation>
    </message>
    <message>
        <source>Adds this times the sign of each weight to its gradient; drives many weights to zero.</source>
        <translation>把每个权重的符号乘以此值，加到其梯度上；会使许多权重变为零。</translation>
    </message>
    <message>
        <source>Adds this times the sum of the weights&apos; sizes to the loss; drives many to 0.</source>
        <translation>把权重大小之和的这么多倍加到损失上；会使许多权重变为 0。</translation>
    </message>
    <message>
        <source>Adds to each token a learned row of numbers that belongs to its place in the sequence. Without it, attention could not tell in which order the tokens stand.</source>
        <translation>给每个标记加上一行学到的数，对应它在序列中的位置。没有它，注意力就分不清标记的先后次序。</translation>
    </message>
    <message>
        <source>Adds up several branches number by number; all must have the same shape. With a straight branch it makes a residual block, through which gradients pass unhindered.</source>
        <translation>把几个分支逐个数相加；它们的形状必须相同。与一条直通分支一起构成残差块，梯度可以畅通无阻地通过。</translation>
    </message>
    <message>
        <source>After each of these epochs the rate is multiplied by the factor: 5, 8.</source>
        <translation>在所列的每个轮次之后，学习率乘以衰减倍数：5, 8。</translation>
    </message>
    <message>
        <source>After each so many epochs the rate is multiplied by the factor.</source>
        <translation>每过这么多轮，学习率乘以衰减倍数。</translation>
    </message>
    <message>
        <source>Against the gradient, the mean over a batch of N samples, as far as the learning rate α says. Biases are updated the same way.</source>
        <translation>逆着梯度（一批 N 个样本的平均）前进，步长由学习率 α 决定。偏置以同样的方式更新。</translation>
    </message>
    <message>
        <source>Almost no gradient reaches {layer}: it hardly learns.</source>
        <translation>几乎没有梯度到达 {layer}：它几乎学不到东西。</translation>
    </message>
    <message>
        <source>Along which axis, counted without the batch: 0 is the channels of images, −1 the last axis.</source>
        <translation>沿哪个轴，不计批：0 是图像的通道，−1 是最后一个轴。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>An ensemble has 2 to {most} members, found {count}.</source>
        <translation>集成有 2 至 {most} 个成员，现有 {count} 个。</translation>
    </message>
    <message>
        <source>An epoch counts as better when the figure improves by more than this.</source>
        <translation>指标的改善超过此值时，该轮次才算更好。</translation>
    </message>
    <message>
        <source>An epoch counts as better when the loss falls by more than this share.</source>
        <translation>损失下降的比例超过此值时，该轮次才算更好。</translation>
    </message>
    <message>
        <source>Another of the {size} processes of this run has ended or does not answer; {rank} noticed it.</source>
        <translation>这次运行的 {size} 个进程中有一个已结束或没有响应；由 {rank} 发现。</translation>
    </message>
    <message>
        <source>Another program may be using it, or it may be switched off or forbidden here.</source>
        <translation>可能有别的程序正在使用它，或者它已关闭，或者这里不允许使用。</translation>
    </message>
    <message>
        <source>Another window or program is changing the runs in {folder} just now.</source>
        <translation>另一窗口或程序正在修改 {folder} 中的运行。</translation>
    </message>
    <message>
        <source>Another window steers this run, or its folder cannot be written to: here it is watched.</source>
        <translation>该运行由另一个窗口控制，或其文件夹不可写：在此只能观看。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>作答</translation>
    </message>
    <message>
        <source>Answer one number per channel; off keeps an image of one pixel.</source>
        <translation>每个通道给出一个数；关闭则保留单像素的图像。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Approximation</source>
        <translation>近似方式</translation>
    </message>
    <message>
        <source>As a vector</source>
        <translation>作为向量</translation>
    </message>
    <message>
        <source>At least validation accuracy</source>
        <translation>验证准确率下限</translation>
    </message>
    <message>
        <source>At most multiply-adds</source>
        <translation>乘加运算上限</translation>
    </message>
    <message>
        <source>At most parameters</source>
        <translation>参数上限</translation>
    </message>
    <message>
        <source>At most so long at a time: hours:minutes:seconds, or days-hours. A run that is not done is queued again and goes on from its checkpoint.</source>
        <translation>每次最长时间：时:分:秒，或 天-时。未完成的运行会重新排队，并从检查点继续。</translation>
    </message>
    <message>
        <source>At most so much work is lost when the machine stops; each epoch saves, too.</source>
        <translation>计算机意外停止时最多损失这么多时间的训练；每个轮次结束时也会保存。</translation>
    </message>
    <message>
        <source>At most training time</source>
        <translation>训练时间上限</translation>
    </message>
    <message>
        <source>At most {most} GB are unpacked, and no more than the disk has room for.</source>
        <translation>最多解压 {most} GB，且不超过磁盘的剩余空间。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Averaged weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Averages all tokens or steps of a sequence into one row of features. It ends a transformer that has no class token.</source>
        <translation>把序列的所有标记或步平均成一行特征。没有类别标记的变换器以它收尾。</translation>
    </message>
    <message>
        <source>Averaging and stopping</source>
        <translation>权重平均与停止</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>BCE with logits</source>
        <translation>BCE（对数几率）</translation>
    </message>
    <message>
        <source>Backward through a layer</source>
        <translation>反向通过一层</translation>
    </message>
    <message>
        <source>Batch normalisation cannot learn from batches of a single image.</source>
        <translation>批只有一张图像时，批归一化无法学习。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Batches that are computed in parts cannot be stacked.</source>
        <translation>分部分计算的批次不能堆叠。</translation>
    </message>
    <message>
        <source>Begin anew with one Linear layer</source>
        <translation>用一个全连接层重新开始</translation>
    </message>
    <message>
        <source>Bends each image by smooth random shifts of about so many pixels (Simard et al., 2003).</source>
        <translation>用平滑的随机位移使每张图像变形，位移约为这么多像素（Simard 等，2003）。</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>最佳依据</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Between 0 and 1, so it can be read as the probability of a yes. Its slope is ¼ at most, which is why gradients fade through many of them.</source>
        <translation>介于 0 与 1 之间，可以读作“是”的概率。它的斜率最大为 ¼，因此经过许多层后梯度会消失。</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>Binary cross-entropy asks each output by itself: is it near 1 where y = 1, and near 0 where y = 0?</source>
        <translation>二元交叉熵单独考察每个输出：y = 1 时它接近 1 吗？y = 0 时它接近 0 吗？</translation>
    </message>
    <message>
        <source>Blackens a random rectangle in this share of the images (Zhong et al., 2020).</source>
        <translation>在这一比例的图像中将一个随机矩形涂黑（Zhong 等，2020）。</translation>
    </message>
    <message>
        <source>Blends pairs of images and their labels (Zhang et al., 2018); the alpha of the Beta distribution.</source>
        <translation>把成对的图像及其标签相混合（Zhang 等，2018）；此值为 Beta 分布的 alpha。</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Blurs each image by a Gaussian of up to this standard deviation.</source>
        <translation>用标准差不超过此值的高斯核模糊每幅图像。</translation>
    </message>
    <message>
        <source>Boosted on runs</source>
        <translation>基于运行提升</translation>
    </message>
    <message>
        <source>Boosted runs learn one after the other and cannot be stacked.</source>
        <translation>提升的运行须一个接一个地学习，不能堆叠。</translation>
    </message>
    <message>
        <source>Boosting needs members that have learned something: train longer.</source>
        <translation>提升需要学到了东西的成员：请训练更久。</translation>
    </message>
    <message>
        <source>Boosting rate</source>
        <translation>提升率</translation>
    </message>
    <message>
        <source>Bootstrap over the seeds: {second} better by {low} to {high} points.</source>
        <translation>对种子的自助法：{second} 高出 {low} 到 {high} 个百分点。</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Both runs trained the same network in the same way.</source>
        <translation>两次运行以相同方式训练了相同的网络。</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Bring {source} to {size} with {types}</source>
        <translation>用 {types} 使 {source} 变为 {size}</translation>
    </message>
    <message>
        <source>Brings pixels from the mean and spread of your dataset to those of the images the network learned from.</source>
        <translation>把像素从你的数据集的均值和散布换算成网络所学图像的均值和散布。</translation>
    </message>
    <message>
        <source>By itself it would count as more than chance; as one of {count} comparisons it does not (Holm: p = {p}).</source>
        <translation>单独来看它算是超出偶然；作为 {count} 次比较之一则不算（霍尔姆法：p = {p}）。</translation>
    </message>
    <message>
        <source>By the validation images {run} alone is better than with any of the others.</source>
        <translation>按验证图像，{run} 单独就比与任何其他运行一起更好。</translation>
    </message>
    <message>
        <source>CMA-ES knows one objective; TPE takes several</source>
        <translation>CMA-ES 只支持一个目标；TPE 支持多个</translation>
    </message>
    <message>
        <source>CPU cores that each process computes with, or prepares images with.</source>
        <translation>每个进程用于计算或准备图像的 CPU 核心数。</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Cameras cannot be read: {reason}.</source>
        <translation>无法读取摄像头：{reason}。</translation>
    </message>
    <message>
        <source>Categorical cross-entropy</source>
        <translation>多类交叉熵</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Centres and scales each channel by the mean and variance of the batch, then lets the network undo it. Training is steadier and takes larger learning rates.</source>
        <translation>用批内的均值和方差对每个通道做中心化和缩放，再让网络学习如何还原。训练更稳定，也能使用更大的学习率。</translation>
    </message>
    <message>
        <source>Centres and scales each channel of each image by itself. It removes contrast and brightness, and was made for transferring styles.</source>
        <translation>对每张图像的每个通道各自做居中和缩放。它消除对比度和亮度，原本用于风格迁移。</translation>
    </message>
    <message>
        <source>Centres and scales each example, or each step of a sequence, over its own features. It does not depend on the batch, which is why transformers use it.</source>
        <translation>对每个样例（或序列的每一步）在自身特征上做居中和缩放。它不依赖批，所以变换器使用它。</translation>
    </message>
    <message>
        <source>Centres and scales each feature by the mean and variance of the batch, then lets the network undo it. It belongs between Linear layers.</source>
        <translation>用批内的均值和方差对每个特征做中心化和缩放，再让网络学习如何还原。适合放在 Linear 层之间。</translation>
    </message>
    <message>
        <source>Centres and scales groups of channels together, for each example by itself. It takes the place of BatchNorm2d where batches are small.</source>
        <translation>对每个样例各自把通道分组做居中和缩放。批很小时用它代替 BatchNorm2d。</translation>
    </message>
    <message>
        <source>Changes each image by so many operations, chosen at random from shifts, rotation, scaling, shear, blur, brightness, contrast, noise and erasing (Cubuk et al., 2020).</source>
        <translation>用这么多种操作改变每幅图像，从平移、旋转、缩放、错切、模糊、亮度、对比度、噪声和擦除中随机选取（Cubuk 等，2020）。</translation>
    </message>
    <message>
        <source>Channels in</source>
        <translation>输入通道数</translation>
    </message>
    <message>
        <source>Channels in the file</source>
        <translation>文件中的通道</translation>
    </message>
    <message>
        <source>Check partition, account and time, then submit it again.</source>
        <translation>请检查分区、账户和时间，然后重新提交。</translation>
    </message>
    <message>
        <source>Check that the folder of the runs exists and can be written.</source>
        <translation>请检查存放运行的文件夹是否存在且可写。</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions and the disk.</source>
        <translation>请检查文件权限和磁盘。</translation>
    </message>
    <message>
        <source>Check the network connection and try again, or take efficientnet_lite0, whose weights are installed, or random weights.</source>
        <translation>请检查网络连接后重试，或使用已安装权重的 efficientnet_lite0，或使用随机权重。</translation>
    </message>
    <message>
        <source>Check the network connection and try again. MNIST and your own images need no network; files that you have are found in ~/data or in the folders that NETWRIGHT_DATA names.</source>
        <translation>请检查网络连接后重试。MNIST 和您自己的图像无需网络；您已有的文件会在 ~/data 或 NETWRIGHT_DATA 指定的文件夹中查找。</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Choose a batch size of 2 or more.</source>
        <translation>请把批大小设为 2 或更大。</translation>
    </message>
    <message>
        <source>Choose a fold from 1 to {folds}.</source>
        <translation>请选择 1 到 {folds} 之间的一折。</translation>
    </message>
    <message>
        <source>Choose a run of a network with layers of the same names and sizes, or none.</source>
        <translation>请选择层的名称和大小相同的网络的运行，或留空。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or network, close other programs that use the GPU, or use the CPU.</source>
        <translation>请减小批大小或网络，关闭其他占用 GPU 的程序，或改用 CPU。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or network, or close other programs.</source>
        <translation>请减小批大小或网络，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Choose another device, or check the GPU&apos;s driver with “doctor”.</source>
        <translation>请选择其他设备，或用“doctor”命令检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Choose another encoding, or save the table as UTF-8.</source>
        <translation>请选择其他编码，或将表格另存为 UTF-8。</translation>
    </message>
    <message>
        <source>Choose another method, or add a convolution before the Flatten layer.</source>
        <translation>请换一种方法，或在 Flatten 层之前加一个卷积层。</translation>
    </message>
    <message>
        <source>Choose another method, or ask one of an ensemble&apos;s members.</source>
        <translation>请换一种方法，或询问集成的某个成员。</translation>
    </message>
    <message>
        <source>Choose another name, or remove that one first.</source>
        <translation>请另选名称，或先移除已有的那个。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>Choose another place or free some space.</source>
        <translation>请另选位置，或腾出一些空间。</translation>
    </message>
    <message>
        <source>Choose another place or free some space; the project is unchanged.</source>
        <translation>请另选位置或腾出一些空间；项目没有变化。</translation>
    </message>
    <message>
        <source>Choose another run, or let the layer start as usual.</source>
        <translation>请选择另一个运行，或让该层照常开始。</translation>
    </message>
    <message>
        <source>Choose auto or cpu, or check the GPU&apos;s driver with “doctor”.</source>
        <translation>请选择 auto 或 cpu，或用“doctor”命令检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Choose auto or cuda: each process then takes a GPU of its own.</source>
        <translation>请选择 auto 或 cuda：每个进程会各用一块 GPU。</translation>
    </message>
    <message>
        <source>Choose fewer folds, or do not stratify.</source>
        <translation>请减少折数，或者不分层。</translation>
    </message>
    <message>
        <source>Choose float32, or another device.</source>
        <translation>请选择 float32，或换用其他设备。</translation>
    </message>
    <message>
        <source>Choose one of its members.</source>
        <translation>请选择它的某个成员。</translation>
    </message>
    <message>
        <source>Choose one of the devices that are there.</source>
        <translation>请从现有设备中选择。</translation>
    </message>
    <message>
        <source>Choose other runs.</source>
        <translation>请选择其他运行。</translation>
    </message>
    <message>
        <source>Choose runs on the same dataset.</source>
        <translation>请选择同一数据集上的运行。</translation>
    </message>
    <message>
        <source>Choose runs that learned from examples of the same shape.</source>
        <translation>请选择样本形状相同的运行。</translation>
    </message>
    <message>
        <source>Choose runs that learned the same classes.</source>
        <translation>请选择学习了相同类别的运行。</translation>
    </message>
    <message>
        <source>Choose the column of the labels (in the terminal: --label-column).</source>
        <translation>请选择标签所在的列（在终端中用 --label-column）。</translation>
    </message>
    <message>
        <source>Chooses which images are kept aside, whatever the run&apos;s seed: runs with other seeds are then measured on the same images.</source>
        <translation>决定留出哪些图像，与运行的随机种子无关：这样，用不同种子的运行都在同样的图像上衡量。</translation>
    </message>
    <message>
        <source>Chooses which images are kept for the test.</source>
        <translation>决定哪些图像留作测试。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Classes whose names differ in upper and lower case alone become one.</source>
        <translation>名称只有大小写不同的类别合为一类。</translation>
    </message>
    <message>
        <source>Clip gradient norm</source>
        <translation>梯度范数裁剪</translation>
    </message>
    <message>
        <source>Clip gradient values</source>
        <translation>梯度值裁剪</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Commands before</source>
        <translation>前置命令</translation>
    </message>
    <message>
        <source>Commas within numbers are taken for decimal points.</source>
        <translation>数字中的逗号视为小数点。</translation>
    </message>
    <message>
        <source>Commas, semicolons, tabs and vertical bars separate columns.</source>
        <translation>列之间可用逗号、分号、制表符或竖线分隔。</translation>
    </message>
    <message>
        <source>Compare runs that are tested on the same images.</source>
        <translation>请比较在相同图像上测试的运行。</translation>
    </message>
    <message>
        <source>Computation</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Computes a batch in parts of so many images, with the same gradient; automatic halves it when memory runs out. Batch normalisation sees a part at a time.</source>
        <translation>把一批分成这么多张图像的微批来计算，梯度相同；自动时，内存不足则减半。批归一化每次只看到一个微批。</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Connect one and click again, or read the file of a picture.</source>
        <translation>请接上摄像头再点击一次，或读取图片文件。</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 到 {target}</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Copies of copies make more than {most} layers.</source>
        <translation>层层复制超过了 {most} 层。</translation>
    </message>
    <message>
        <source>Cores per process</source>
        <translation>每进程核心数</translation>
    </message>
    <message>
        <source>Corrected for {count} comparisons (Holm): p = {p}.</source>
        <translation>按 {count} 次比较校正（霍尔姆法）：p = {p}。</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦退火</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy counts only the share of the right class: −ln of it is 0 when the share is 1.</source>
        <translation>交叉熵只看正确类别的份额：份额为 1 时，它的 −ln 为 0。</translation>
    </message>
    <message>
        <source>Cross-entropy: −ln of the probability that the network gives the right class.</source>
        <translation>交叉熵：网络给正确类别的概率的 −ln。</translation>
    </message>
    <message>
        <source>Cut out the part with the digits.</source>
        <translation>请裁剪出含有数字的部分。</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <source>Cuts each image at a random place from itself with so many black pixels around it.</source>
        <translation>在每幅图像四周补上这么多黑色像素，再在随机位置裁出原来大小的一块。</translation>
    </message>
    <message>
        <source>Cuts the image into square patches and turns each into a row of features, a token. Attention then reads the patches like the words of a sentence.</source>
        <translation>把图像切成方形图块，并把每块变成一行特征，即一个标记。注意力随后像读句子中的词一样读这些图块。</translation>
    </message>
    <message>
        <source>Cuts the picture into 49 patches and lets each look at all others; a learned token gathers the answer. It is told nothing about neighbourhood: take the positional embedding away and the patches are a heap. It learns more slowly than the convolutional networks when pictures are few.</source>
        <translation>把图片切成 49 个图块，让每块都能看到其他所有块；一个学到的标记汇集答案。它对相邻关系一无所知：去掉位置嵌入，图块就只是一堆碎片。图片不多时，它比卷积网络学得慢。</translation>
    </message>
    <message>
        <source>Cycles</source>
        <translation>周期数</translation>
    </message>
    <message>
        <source>Dark digits on bright paper, or bright on dark, are read best.</source>
        <translation>浅色纸上的深色数字，或深色底上的浅色数字，识别效果最好。</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Dataset mean</source>
        <translation>数据集均值</translation>
    </message>
    <message>
        <source>Dataset spread</source>
        <translation>数据集散布</translation>
    </message>
    <message>
        <source>Data’s fingerprint</source>
        <translation>数据指纹</translation>
    </message>
    <message>
        <source>Deals the images into so many equal parts, of which one is kept aside for validation (k-fold cross-validation): a run for each fold measures every image once.</source>
        <translation>把图像分成这么多等份，其中一份留作验证（k 折交叉验证）：每一折各训练一次，每张图像就都恰好被验证一次。</translation>
    </message>
    <message>
        <source>Decay of squares</source>
        <translation>平方衰减</translation>
    </message>
    <message>
        <source>Decoupled decay</source>
        <translation>解耦权重衰减</translation>
    </message>
    <message>
        <source>Delete its folder {place} by hand.</source>
        <translation>请手动删除其文件夹 {place}。</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Depthwise separable convolutions</source>
        <translation>深度可分离卷积</translation>
    </message>
    <message>
        <source>Deterministic</source>
        <translation>确定性计算</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Digits drawn by hand</source>
        <translation>手绘数字</translation>
    </message>
    <message>
        <source>Digits on a GPU</source>
        <translation>在 GPU 上识别数字</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>空洞率</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维数</translation>
    </message>
    <message>
        <source>Disconnect {source} from {target}</source>
        <translation>断开 {source} 与 {target}</translation>
    </message>
    <message>
        <source>Divides by the variance of the gradients instead of their mean square.</source>
        <translation>除以梯度的方差，而不是其均方。</translation>
    </message>
    <message>
        <source>Divides the image into as many squares as you ask for and averages each. What follows therefore fits images of any size.</source>
        <translation>把图像分成你要求的那么多方块，并对每块取平均。因此后面的层适用于任意大小的图像。</translation>
    </message>
    <message>
        <source>Draw digits and say with “That was a…” what they are.</source>
        <translation>请手写数字，并用“这是……”说明它们是什么。</translation>
    </message>
    <message>
        <source>Drawn digits</source>
        <translation>手绘数字网络</translation>
    </message>
    <message>
        <source>Draws as many training images with replacement: some come several times, a third not at all (bagging, Breiman, 1996). Empty takes each once.</source>
        <translation>有放回地抽取同样多的训练图像：有些出现多次，约三分之一不出现（装袋，Breiman，1996）。留空则每张取一次。</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>EMA decay</source>
        <translation>EMA 衰减</translation>
    </message>
    <message>
        <source>Each block looks through windows of 1, 3 and 5 pixels at once and puts the answers side by side. 1×1 convolutions first thin out the channels, so that the large windows stay cheap. Both places use one and the same block: open it, change it, and both change.</source>
        <translation>每个块同时通过 1、3 和 5 像素的窗口观察，并把答案并排放在一起。1×1 卷积先减少通道，使大窗口仍然便宜。两处用的是同一个块：打开它、修改它，两处都会改变。</translation>
    </message>
    <message>
        <source>Each block only learns what to add to its input, which travels past on a short cut. Where the picture is halved, a 1×1 convolution makes the short cut fit. Raise the repeat count of the first block and watch whether it still learns.</source>
        <translation>每个块只学习要给输入加上什么，输入则沿捷径通过。在图片减半之处，1×1 卷积使捷径吻合。增加第一个块的重复次数，看看它是否还能学会。</translation>
    </message>
    <message>
        <source>Each class needs a folder of its own, or a word in the column of the labels.</source>
        <translation>每个类别都需要有自己的文件夹，或在标签列中有自己的名称。</translation>
    </message>
    <message>
        <source>Each convolution is split in two: one filter for each channel by itself, then a 1×1 convolution that mixes the channels. Compare the multiply-adds of such a pair with those of a full 3×3 convolution: this is how networks for telephones save.</source>
        <translation>每个卷积被拆成两个：先是每个通道各自的滤波器，再是混合通道的 1×1 卷积。把这样一对的乘加运算与完整的 3×3 卷积相比：手机上的网络就是这样节省的。</translation>
    </message>
    <message>
        <source>Each cycle is so many times as long as the one before it.</source>
        <translation>每个周期的长度是前一个的这么多倍。</translation>
    </message>
    <message>
        <source>Each number of the gradient is kept within plus and minus this.</source>
        <translation>梯度的每个数都限制在正负此值之间。</translation>
    </message>
    <message>
        <source>Each of {processes} processes takes {share} images of a batch of {batch}.</source>
        <translation>{processes} 个进程各承担批次 {batch} 中的 {share} 张图像。</translation>
    </message>
    <message>
        <source>Each takes its part of every batch.</source>
        <translation>每个进程承担每个批次的一部分。</translation>
    </message>
    <message>
        <source>Each takes its part of every batch: one a GPU, or one a few cores.</source>
        <translation>每个进程承担每个批次的一部分：每块 GPU 一个，或每几个核心一个。</translation>
    </message>
    <message>
        <source>Elastic</source>
        <translation>弹性形变</translation>
    </message>
    <message>
        <source>Encoder and decoder</source>
        <translation>编码器与解码器</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Ends the run when validation has not become better for some epochs.</source>
        <translation>验证结果连续若干轮没有改善时，结束运行。</translation>
    </message>
    <message>
        <source>Ends trials early that do badly on validation: those below the median of earlier ones at the same epoch, or by Hyperband, which gives many trials few epochs and the best ones all.</source>
        <translation>提前结束验证表现差的试验：低于先前试验在同一轮次的中位数者；或用 Hyperband，让许多试验只训练少数轮次，最好的才训练全部轮次。</translation>
    </message>
    <message>
        <source>Enlarges an image by repeating or blending its pixels; it has no weights. With a Conv2d behind it, it is the smooth alternative to ConvTranspose2d.</source>
        <translation>通过重复或混合像素来放大图像；它没有权重。后面接一个 Conv2d，就是 ConvTranspose2d 的平滑替代。</translation>
    </message>
    <message>
        <source>Enlarges or shrinks each image by up to this share; 0.1 is 90 to 110 %.</source>
        <translation>每张图像放大或缩小的最大比例；0.1 即 90 到 110 %。</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epochs between steps</source>
        <translation>阶梯间隔轮数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Erased area</source>
        <translation>擦除面积</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>随机擦除</translation>
    </message>
    <message>
        <source>Every layer is frozen, so there is nothing to learn.</source>
        <translation>所有层都已冻结，因此没有可学的东西。</translation>
    </message>
    <message>
        <source>Every layer with weights is frozen, so there is nothing to learn.</source>
        <translation>所有带权重的层都已冻结，因此没有可学的东西。</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs plus a bias. It sees the whole picture at once, at the price of one weight per pair.</source>
        <translation>每个输出都是所有输入的加权和再加偏置。它一次看到整幅图像，代价是每一对输入和输出都要一个权重。</translation>
    </message>
    <message>
        <source>Every token looks at all tokens, weighs how much each matters to it, and gathers what they hold. With one input a sequence attends to itself; a second one is the sequence it attends to.</source>
        <translation>每个标记都看所有标记，权衡各自对它有多重要，并汇集其内容。只有一个输入时，序列注意自身；第二个输入是它所注意的序列。</translation>
    </message>
    <message>
        <source>Expected 2 to {most} runs, found {count}.</source>
        <translation>应为 2 至 {most} 次运行，现为 {count} 次。</translation>
    </message>
    <message>
        <source>Expected a GPU for each of {processes} processes, found the device {device}.</source>
        <translation>{processes} 个进程应各有一块 GPU，实际指定的设备为 {device}。</translation>
    </message>
    <message>
        <source>Expected a RANK below WORLD_SIZE, found {rank} of {size}.</source>
        <translation>RANK 应小于 WORLD_SIZE，实际为 {rank}（共 {size}）。</translation>
    </message>
    <message>
        <source>Expected a class that derives from nn.Module, or an nn.Sequential(…).</source>
        <translation>应为派生自 nn.Module 的类，或 nn.Sequential(…)。</translation>
    </message>
    <message>
        <source>Expected a column of classes as label, found {classes} different values in {rows} rows.</source>
        <translation>标签列应为类别，但在 {rows} 行中发现了 {classes} 个不同的值。</translation>
    </message>
    <message>
        <source>Expected a database such as sqlite:///mlflow.db, or a server&apos;s address.</source>
        <translation>应为数据库（如 sqlite:///mlflow.db）或服务器地址。</translation>
    </message>
    <message>
        <source>Expected a file with the ending .onnx as PyTorch, Keras or ONNX Runtime write it.</source>
        <translation>应为 PyTorch、Keras 或 ONNX Runtime 写出的以 .onnx 结尾的文件。</translation>
    </message>
    <message>
        <source>Expected a limit such as “parameters &lt;= 50000” of {measures}, found “{found}”.</source>
        <translation>应为形如“parameters &lt;= 50000”的限制，可限制 {measures}，实际为“{found}”。</translation>
    </message>
    <message>
        <source>Expected a share for the test between 0 and 1.</source>
        <translation>测试集比例应在 0 与 1 之间。</translation>
    </message>
    <message>
        <source>Expected an objective of {measures}, perhaps with :maximize or :minimize, found “{found}”.</source>
        <translation>目标应为 {measures} 之一，可加 :maximize 或 :minimize，实际为“{found}”。</translation>
    </message>
    <message>
        <source>Expected are rows of columns separated by commas.</source>
        <translation>应为以逗号分隔各列的若干行。</translation>
    </message>
    <message>
        <source>Expected at least 1 sample and 1 step, found {samples} and {steps}.</source>
        <translation>样本数和步数至少为 1，实际为 {samples} 和 {steps}。</translation>
    </message>
    <message>
        <source>Expected at least two classes, found only {found}.</source>
        <translation>至少应有两个类别，只找到 {found}。</translation>
    </message>
    <message>
        <source>Expected at most {most} features, found {found}.</source>
        <translation>最多可有 {most} 个特征，实为 {found} 个。</translation>
    </message>
    <message>
        <source>Expected examples of {expected}, found {found} of type {type}.</source>
        <translation>样本应为 {expected}，实为 {found}，类型 {type}。</translation>
    </message>
    <message>
        <source>Expected is a folder with a folder of images for each class, a table (CSV) of file names and labels or of numbers, a NumPy file (.npz), IDX files as MNIST&apos;s, or a zip file of one of these.</source>
        <translation>应为每个类别一个图像文件夹的文件夹、含文件名与标签或数值的表格（CSV）、NumPy 文件（.npz）、与 MNIST 相同的 IDX 文件，或以上之一的 zip 文件。</translation>
    </message>
    <message>
        <source>Expected one of {columns}, or a hyperparameter such as {example}.</source>
        <translation>应为 {columns} 之一，或某个超参数，如 {example}。</translation>
    </message>
    <message>
        <source>Expected rows to learn from and others for the test.</source>
        <translation>应有用于学习的行，以及用于测试的行。</translation>
    </message>
    <message>
        <source>Expected sizes from 1 to 4096 pixels.</source>
        <translation>大小应为 1 到 4096 像素。</translation>
    </message>
    <message>
        <source>Expected the device {requested}, found no usable CUDA GPU on this machine.</source>
        <translation>指定的设备是 {requested}，但本机没有可用的 CUDA GPU。</translation>
    </message>
    <message>
        <source>Expected the device {requested}, found {count} CUDA devices, up to {last}.</source>
        <translation>指定的设备是 {requested}，但本机有 {count} 个 CUDA 设备，最后一个是 {last}。</translation>
    </message>
    <message>
        <source>Expected what Keras 3 writes by model.to_json() or model.save(“….keras”).</source>
        <translation>应为 Keras 3 通过 model.to_json() 或 model.save(“….keras”) 写出的内容。</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Export the script of a run on another dataset.</source>
        <translation>请导出使用其他数据集的运行的脚本。</translation>
    </message>
    <message>
        <source>Extra border</source>
        <translation>额外边缘</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>衰减倍数</translation>
    </message>
    <message>
        <source>Factor per epoch</source>
        <translation>每轮衰减倍数</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征数</translation>
    </message>
    <message>
        <source>Features come from a table (CSV) or from an array [N, features] in a NumPy file.</source>
        <translation>特征来自表格（CSV）或 NumPy 文件中的数组 [N, features]。</translation>
    </message>
    <message>
        <source>Features in</source>
        <translation>输入特征数</translation>
    </message>
    <message>
        <source>Features out</source>
        <translation>输出特征数</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核数</translation>
    </message>
    <message>
        <source>Filters per channel</source>
        <translation>每通道滤波器数</translation>
    </message>
    <message>
        <source>Final factor</source>
        <translation>终点倍数</translation>
    </message>
    <message>
        <source>Find the fastest way</source>
        <translation>选最快方案</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Five convolutions without padding narrow the picture to 5×5 places. It has no more parameters than the reference network, but nine in ten of them are in the convolutions. Train it with the recipe of its name: each digit is moved, turned and slanted anew in every epoch, so that there is nothing to learn by heart.</source>
        <translation>五个不带填充的卷积把图片缩小到 5×5 个位置。它的参数不比参考网络多，但十分之九在卷积中。请用配套的配方（MNIST，最准确）训练：每个数字在每一轮都重新平移、旋转和倾斜，因此没有什么可以死记的。</translation>
    </message>
    <message>
        <source>Flatten {names}</source>
        <translation>展平 {names}</translation>
    </message>
    <message>
        <source>Focal</source>
        <translation>焦点损失</translation>
    </message>
    <message>
        <source>Focusing</source>
        <translation>聚焦系数</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Folds a row of numbers into an image or a sequence: the reverse of Flatten. A decoder begins with it.</source>
        <translation>把一行数折叠成图像或序列：与 Flatten 相反。解码器由它开始。</translation>
    </message>
    <message>
        <source>For numbers rather than classes. Behind a sigmoid its gradient keeps the slope ŷ(1 − ŷ) and fades where the output is sure and wrong.</source>
        <translation>适合数值而非类别。接在 Sigmoid 之后时，梯度中保留斜率 ŷ(1 − ŷ)，输出很肯定却错误时梯度会消失。</translation>
    </message>
    <message>
        <source>For one image. Networks with more are not trained.</source>
        <translation>按一张图像计。超过的网络不会训练。</translation>
    </message>
    <message>
        <source>For so many epochs (parts count) the rate rises evenly from near zero to its full size.</source>
        <translation>在这么多轮内（可为小数），学习率从接近零均匀升至设定值。</translation>
    </message>
    <message>
        <source>Free some space or delete old runs, then train again.</source>
        <translation>请腾出一些空间或删除旧的运行，然后重新训练。</translation>
    </message>
    <message>
        <source>Free some space there, or unpack it yourself and import the folder.</source>
        <translation>请在那里腾出空间，或自行解压后导入文件夹。</translation>
    </message>
    <message>
        <source>Free some space, or name another folder in NETWRIGHT_HOME.</source>
        <translation>请腾出空间，或用 NETWRIGHT_HOME 指定其他文件夹。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>From axis</source>
        <translation>起始轴</translation>
    </message>
    <message>
        <source>From here on the weights of single epochs are not kept: {reason}. The run itself goes on.</source>
        <translation>此后不再保存各轮次的权重：{reason}。运行本身继续进行。</translation>
    </message>
    <message>
        <source>Frozen: only the layers behind it learn, which is quick. Last blocks and all adapt it to your images. What does not learn keeps the statistics of its normalisations, too.</source>
        <translation>冻结：只有它后面的层学习，速度快。最后几块和全部会使它适应你的图像。不学习的部分也保持其归一化的统计量。</translation>
    </message>
    <message>
        <source>GPUs per node</source>
        <translation>每节点 GPU 数</translation>
    </message>
    <message>
        <source>GRU over rows</source>
        <translation>逐行 GRU</translation>
    </message>
    <message>
        <source>Give a number for each class, or choose balanced or none.</source>
        <translation>请为每个类别给出一个数，或填 balanced 或 none。</translation>
    </message>
    <message>
        <source>Give each class at least two images.</source>
        <translation>每个类别至少需要两幅图像。</translation>
    </message>
    <message>
        <source>Give each class at least two rows.</source>
        <translation>请让每个类别至少有两行。</translation>
    </message>
    <message>
        <source>Give the last layer one output for each class.</source>
        <translation>请让最后一层为每个类别给出一个输出。</translation>
    </message>
    <message>
        <source>Give this one another name.</source>
        <translation>请为此次搜索另取一个名称。</translation>
    </message>
    <message>
        <source>Gives each channel filters of its own instead of looking at all channels at once. With a 1×1 Conv2d behind it, it does nearly the work of a full convolution at a fraction of the cost.</source>
        <translation>给每个通道各自的滤波器，而不是同时看所有通道。后面接一个 1×1 的 Conv2d，就能以很小的代价完成几乎整个卷积的工作。</translation>
    </message>
    <message>
        <source>Gives the same numbers, read in the same order, other sizes. To swap height and width or channels and steps, use Permute instead.</source>
        <translation>让同样的数按同样的次序读出，换成别的大小。要交换高和宽或通道和步，请用 Permute。</translation>
    </message>
    <message>
        <source>Go on with the group first.</source>
        <translation>请先继续该组。</translation>
    </message>
    <message>
        <source>Go on: what is done is kept, and this run continues from its checkpoint.</source>
        <translation>请继续：已完成的都保留，这次运行从检查点接着做。</translation>
    </message>
    <message>
        <source>Go through the epochs of one of its members.</source>
        <translation>请逐轮查看它的某个成员。</translation>
    </message>
    <message>
        <source>Grad-CAM cannot look at “{layer}”: expected one of {known}.</source>
        <translation>Grad-CAM 不能用于“{layer}”：应为 {known} 之一。</translation>
    </message>
    <message>
        <source>Grad-CAM looks at no layers inside of blocks, and there is no other here.</source>
        <translation>Grad-CAM 不看块内的层，而这里没有其他层。</translation>
    </message>
    <message>
        <source>Grad-CAM needs a layer whose output has height and width; there is none here.</source>
        <translation>Grad-CAM 需要输出带有高度和宽度的层；这里没有这样的层。</translation>
    </message>
    <message>
        <source>Grey to RGB</source>
        <translation>灰度变 RGB</translation>
    </message>
    <message>
        <source>Grey values alone, or red, green and blue, one whole channel after the other.</source>
        <translation>只有灰度值，或红、绿、蓝三个通道依次完整排列。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组数</translation>
    </message>
    <message>
        <source>Growth of cycles</source>
        <translation>周期增长</translation>
    </message>
    <message>
        <source>HEIC pictures are not read; save it as JPEG or PNG, as phones offer to</source>
        <translation>不支持 HEIC 图片；请存为 JPEG 或 PNG（手机设置中可选择）</translation>
    </message>
    <message>
        <source>Hardest examples</source>
        <translation>最难的样本</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Height in the file</source>
        <translation>文件中的高度</translation>
    </message>
    <message>
        <source>Height of the image that leaves, whatever comes in.</source>
        <translation>输出图像的高度，与输入无关。</translation>
    </message>
    <message>
        <source>Here it can be looked at only, until that one ends or is stopped.</source>
        <translation>在它结束或停止之前，这里只能查看。</translation>
    </message>
    <message>
        <source>Here the slope ŷ(1 − ŷ) stays: an output that is sure and wrong learns slowly, which is why cross-entropy took its place.</source>
        <translation>这里斜率 ŷ(1 − ŷ) 留了下来：很肯定却错误的输出学得很慢，所以交叉熵取代了它。</translation>
    </message>
    <message>
        <source>Hidden features</source>
        <translation>隐藏特征数</translation>
    </message>
    <message>
        <source>Hides a random share of the numbers at each training step, so that no unit can rely on a single other. When the network answers, nothing is hidden.</source>
        <translation>训练的每一步都随机隐藏一部分数，使任何单元都不能只依赖另一个单元。网络回答时不隐藏任何数。</translation>
    </message>
    <message>
        <source>Hides whole channels of the image at random at each training step. Single pixels would give themselves away by their neighbours, so Dropout does little between convolutions.</source>
        <translation>在每个训练步随机隐藏图像的整个通道。单个像素会被相邻像素泄露，所以 Dropout 在卷积之间作用不大。</translation>
    </message>
    <message>
        <source>Horizontal flip</source>
        <translation>水平翻转</translation>
    </message>
    <message>
        <source>How far apart the answers are laid out; 2 doubles the image.</source>
        <translation>答案之间相距多远；2 会使图像加倍。</translation>
    </message>
    <message>
        <source>How far apart the pixels of the window lie; 2 sees nearly twice as far with as many weights.</source>
        <translation>窗口中像素之间相距多远；2 用同样多的权重看得几乎远一倍。</translation>
    </message>
    <message>
        <source>How far below zero the answer can get.</source>
        <translation>答案最低能到零以下多少。</translation>
    </message>
    <message>
        <source>How far the window moves at a time; 2 halves the image.</source>
        <translation>窗口每次移动多远；2 会使图像边长减半。</translation>
    </message>
    <message>
        <source>How far the window moves at a time; automatic takes the window&apos;s side.</source>
        <translation>窗口每次移动多远；“自动”即取窗口的边长。</translation>
    </message>
    <message>
        <source>How high the image is whose pixels stand in a row, line after line.</source>
        <translation>一行像素所构成的图像的高度；像素逐行排列。</translation>
    </message>
    <message>
        <source>How many attentions work side by side; must divide the features.</source>
        <translation>并行工作的注意力个数；必须能整除特征数。</translation>
    </message>
    <message>
        <source>How many blocks learn, counted from the last one.</source>
        <translation>有多少块参与学习，从最后一块数起。</translation>
    </message>
    <message>
        <source>How many channels it receives; automatic takes what comes.</source>
        <translation>接收多少个通道；“自动”即来多少收多少。</translation>
    </message>
    <message>
        <source>How many copies stand one behind the other, each with weights of its own.</source>
        <translation>前后相接的副本数，每个都有自己的权重。</translation>
    </message>
    <message>
        <source>How many filters each channel has, each answering one channel.</source>
        <translation>每个通道有多少个滤波器，每个给出一个通道。</translation>
    </message>
    <message>
        <source>How many filters slide over the image; each answers one channel.</source>
        <translation>有多少个卷积核在图像上滑动；每个输出一个通道。</translation>
    </message>
    <message>
        <source>How many images of each class were taken for which</source>
        <translation>各类图像被认作各类的数量</translation>
    </message>
    <message>
        <source>How many neighbours in a row become one.</source>
        <translation>连续多少个相邻值合为一个。</translation>
    </message>
    <message>
        <source>How many neighbours in a row each filter looks at.</source>
        <translation>每个滤波器看连续多少个相邻值。</translation>
    </message>
    <message>
        <source>How many numbers describe each patch.</source>
        <translation>用多少个数描述每个图块。</translation>
    </message>
    <message>
        <source>How many numbers it receives; automatic takes what comes.</source>
        <translation>接收多少个数；“自动”即来多少收多少。</translation>
    </message>
    <message>
        <source>How many numbers the layer answers, each a weighted sum of all it receives.</source>
        <translation>这一层输出多少个数，每个都是所收到的全部数的加权和。</translation>
    </message>
    <message>
        <source>How many numbers the layer remembers from step to step, and answers.</source>
        <translation>该层逐步记住并给出的数的个数。</translation>
    </message>
    <message>
        <source>How many of the last dimensions are normalised together; automatic takes the whole of an image or vector, and each step of a sequence.</source>
        <translation>最后多少个维一起归一化；自动时，图像或向量取全部，序列取每一步。</translation>
    </message>
    <message>
        <source>How many pixels are added at each border; at most half the window.</source>
        <translation>每边加多少像素；至多为窗口的一半。</translation>
    </message>
    <message>
        <source>How many pixels are cut off at each border of the result (torch&apos;s padding).</source>
        <translation>结果每边裁掉多少像素（即 torch 的 padding）。</translation>
    </message>
    <message>
        <source>How many points are tried, those beyond a limit included. Automatic: every point of a grid, else 50.</source>
        <translation>尝试多少个点，超出限制的点也计入。自动：网格的每个点，否则为 50。</translation>
    </message>
    <message>
        <source>How many such layers are stacked, each reading the answers of the one below.</source>
        <translation>叠放多少个这样的层，每层读取下面一层的答案。</translation>
    </message>
    <message>
        <source>How many times larger each side becomes.</source>
        <translation>每边变为多少倍。</translation>
    </message>
    <message>
        <source>How many times the network sees every training image.</source>
        <translation>网络把全部训练图像看多少遍。</translation>
    </message>
    <message>
        <source>How many zeros are added at each border.</source>
        <translation>每边加多少个零。</translation>
    </message>
    <message>
        <source>How much each batch changes the running mean and variance.</source>
        <translation>每个批对滑动均值和方差的影响有多大。</translation>
    </message>
    <message>
        <source>How much each branch counts, as whole numbers in the order of the inputs; empty: all alike.</source>
        <translation>各分支所占的份量，按输入顺序写整数；留空则相同。</translation>
    </message>
    <message>
        <source>How much each class counts: none, balanced (rare classes count more, from the training images), or a number per class: 1, 2, 1.</source>
        <translation>各类别的分量：none、balanced（少见的类别分量更大，由训练图像得出），或每个类别一个数：1, 2, 1。</translation>
    </message>
    <message>
        <source>How much easy images count less (Lin et al., 2017); 0 is cross-entropy.</source>
        <translation>容易的图像分量减少的程度（Lin 等，2017）；0 即交叉熵。</translation>
    </message>
    <message>
        <source>How much of the average each step keeps; 0.999 looks back some 1,000 steps.</source>
        <translation>每一步保留平均值的多少；0.999 约回看 1,000 步。</translation>
    </message>
    <message>
        <source>How much of the previous step is kept in the next one.</source>
        <translation>前一步有多少保留到下一步。</translation>
    </message>
    <message>
        <source>How much the score falls when {side}×{side} pixels are covered, every {stride} pixels.</source>
        <translation>遮住 {side}×{side} 像素时得分下降多少，每隔 {stride} 像素遮一次。</translation>
    </message>
    <message>
        <source>How often the rate starts again from the top (Loshchilov and Hutter, 2017).</source>
        <translation>学习率从最高处开始多少次（Loshchilov 与 Hutter，2017）。</translation>
    </message>
    <message>
        <source>How slowly the mean of the gradients forgets.</source>
        <translation>梯度的平均值遗忘得多慢。</translation>
    </message>
    <message>
        <source>How slowly the mean of the squared gradients forgets; automatic is 0.99, in Adadelta 0.9.</source>
        <translation>梯度平方的平均值遗忘得多慢；自动时为 0.99，Adadelta 为 0.9。</translation>
    </message>
    <message>
        <source>How slowly the mean of their squares forgets; automatic is 0.999, in Lion 0.99.</source>
        <translation>梯度平方的平均值遗忘得多慢；自动时为 0.999，Lion 为 0.99。</translation>
    </message>
    <message>
        <source>How strongly RandAugment&apos;s operations change an image; 10 is the most.</source>
        <translation>RandAugment 的操作改变图像的程度；10 为最强。</translation>
    </message>
    <message>
        <source>How strongly wrong answers count for “Boosted on runs”: 1 is SAMME itself, which soon draws little else.</source>
        <translation>错误答案对“基于运行提升”的影响有多强：1 即 SAMME 本身，很快就几乎只抽取这些。</translation>
    </message>
    <message>
        <source>How the learning rate moves while the network learns.</source>
        <translation>网络学习时学习率如何变化。</translation>
    </message>
    <message>
        <source>How the next point is chosen: the whole grid; at random; by TPE, which learns from earlier trials which values go with good ones; by CMA-ES, which moves a cloud of points, for numbers alone.</source>
        <translation>如何选择下一个点：遍历整个网格；随机；TPE，从先前的试验中学习哪些取值较好；CMA-ES，移动一团点，仅用于数值。</translation>
    </message>
    <message>
        <source>How the score changes as a pixel gets brighter: up or down, and how fast.</source>
        <translation>像素变亮时得分如何变化：上升还是下降，以及变化快慢。</translation>
    </message>
    <message>
        <source>How the table&apos;s letters are stored; wrong where names come out as odd signs.</source>
        <translation>表格中文字的存储方式；若名称显示为乱码，说明编码不对。</translation>
    </message>
    <message>
        <source>How the weights start: default draws as PyTorch does, kaiming suits ReLU, xavier suits Tanh, run takes those of an earlier run.</source>
        <translation>权重如何开始：default 与 PyTorch 相同，kaiming 适合 ReLU，xavier 适合 Tanh，run 取自先前的运行。</translation>
    </message>
    <message>
        <source>How this run was computed cannot be read: {reason}.</source>
        <translation>无法读取此运行的执行方案：{reason}。</translation>
    </message>
    <message>
        <source>How wide the image is whose pixels stand in a row, line after line.</source>
        <translation>一行像素所构成的图像的宽度；像素逐行排列。</translation>
    </message>
    <message>
        <source>Hyperbolic tangent</source>
        <translation>双曲正切</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>IDX files</source>
        <translation>IDX 文件</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Images at once</source>
        <translation>微批大小</translation>
    </message>
    <message>
        <source>Images per step. Larger batches run faster and change the weights less often.</source>
        <translation>每步的图像数。批越大算得越快，但权重更新得越少。</translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation>请重新导入。</translation>
    </message>
    <message>
        <source>Import it with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 导入。</translation>
    </message>
    <message>
        <source>In the same way the gradient reaches the input: so much would the loss change if the input did. Inputs are not learned, but saliency maps are made of this.</source>
        <translation>梯度以同样的方式到达输入：输入改变时，损失会随之改变这么多。输入并不学习，但显著图正是由此得来的。</translation>
    </message>
    <message>
        <source>In the sum the weight stands beside its input: its gradient is ∂L/∂y times that input.</source>
        <translation>在加权和里权重与其输入相乘：它的梯度是 ∂L/∂y 乘以那个输入。</translation>
    </message>
    <message>
        <source>In the sum the weight stands beside what came over its link, so ∂z/∂w is that value: a link that carried 0 gets no gradient.</source>
        <translation>在加权和里，权重与沿其连接传来的值相乘，所以 ∂z/∂w 就是那个值：传递 0 的连接得不到梯度。</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Insert {type}</source>
        <translation>插入 {type}</translation>
    </message>
    <message>
        <source>Install Netwright&apos;s packages again, or start from random weights.</source>
        <translation>请重新安装 Netwright 的软件包，或从随机权重开始。</translation>
    </message>
    <message>
        <source>Install it with: uv sync --extra {extra}</source>
        <translation>安装命令：uv sync --extra {extra}</translation>
    </message>
    <message>
        <source>Into how many groups the channels fall; must divide their number.</source>
        <translation>通道分成多少组；必须能整除通道数。</translation>
    </message>
    <message>
        <source>It breaks the limit {limit}: {found}.</source>
        <translation>超出限制 {limit}：{found}。</translation>
    </message>
    <message>
        <source>It does not tell how its steps were computed: the fastest way is found anew.</source>
        <translation>它没有记录各步的计算方式：将重新寻找最快的方式。</translation>
    </message>
    <message>
        <source>It ended after epoch {done} of {epochs}; again goes on to the end.</source>
        <translation>它在第 {done} 轮（共 {epochs} 轮）后结束；重新运行会进行到底。</translation>
    </message>
    <message>
        <source>It ended before its first epoch, so it has no figures.</source>
        <translation>它在第一轮结束之前就停止了，所以没有数据。</translation>
    </message>
    <message>
        <source>It ended early, after {done} of {epochs} epochs.</source>
        <translation>它提前结束，完成了 {epochs} 轮中的 {done} 轮。</translation>
    </message>
    <message>
        <source>It is an extra: uv sync --extra mlflow</source>
        <translation>它是可选组件：uv sync --extra mlflow</translation>
    </message>
    <message>
        <source>It is not measured on test images: {reason}</source>
        <translation>没有在测试图像上测量：{reason}</translation>
    </message>
    <message>
        <source>It is still training; its curves follow.</source>
        <translation>它仍在训练，曲线会随之更新。</translation>
    </message>
    <message>
        <source>It ran on {then}, here it runs on {now}.</source>
        <translation>它当时在 {then} 上运行，这里在 {now} 上运行。</translation>
    </message>
    <message>
        <source>It took {threads} threads, this machine has {cores} cores: again is slower.</source>
        <translation>它使用了 {threads} 个线程，而这台机器有 {cores} 个核心：重新运行会更慢。</translation>
    </message>
    <message>
        <source>It was changed at step {step} ({names}); again begins with the last values.</source>
        <translation>它在第 {step} 步被修改过（{names}）；重新运行从最后的取值开始。</translation>
    </message>
    <message>
        <source>It was put together of other runs and has no epochs of its own.</source>
        <translation>它由其他运行合成，没有自己的轮次。</translation>
    </message>
    <message>
        <source>It was stopped before its first one. Start a new run.</source>
        <translation>它在保存第一个检查点之前就停止了。请开始新的运行。</translation>
    </message>
    <message>
        <source>It was written by another version of the program, or the file is damaged. Start a new run.</source>
        <translation>它由程序的其他版本写出，或文件已损坏。请开始新的运行。</translation>
    </message>
    <message>
        <source>Its slope does not fade where it lets pass. At 0 it has none; every library takes 0 there.</source>
        <translation>在它放行的地方斜率不会衰减。在 0 处没有导数，各种库都取 0。</translation>
    </message>
    <message>
        <source>Its weights are too large or damaged; evaluate another run.</source>
        <translation>其权重过大或已损坏；请评估另一个运行。</translation>
    </message>
    <message>
        <source>Its worker died {count} times, the last time with code {code}: memory may be too small.</source>
        <translation>它的工作进程已终止 {count} 次，最后一次的退出码为 {code}：可能是内存不足。</translation>
    </message>
    <message>
        <source>Its {measure} is not known.</source>
        <translation>它的 {measure} 未知。</translation>
    </message>
    <message>
        <source>Keep epochs in</source>
        <translation>轮次权重空间</translation>
    </message>
    <message>
        <source>Keep only {name}</source>
        <translation>只保留 {name}</translation>
    </message>
    <message>
        <source>Keep the best epoch</source>
        <translation>保留最佳轮次</translation>
    </message>
    <message>
        <source>Keep the first {count} links of {name}</source>
        <translation>保留 {name} 的前 {count} 条连线</translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation>保留其余部分</translation>
    </message>
    <message>
        <source>Keeps one token or step of a sequence and drops the others. The first is the class token of a transformer, the last is what a recurrent layer knows at the end.</source>
        <translation>只保留序列的一个标记或一步，丢弃其余。第一个是变换器的类别标记，最后一个是循环层最终所知道的。</translation>
    </message>
    <message>
        <source>Keeps the strongest answer of a few neighbours in a sequence of channels × steps and drops the rest. It belongs behind Conv1d.</source>
        <translation>在通道×步的序列中只保留几个相邻值里最强的答案，丢弃其余。它应放在 Conv1d 之后。</translation>
    </message>
    <message>
        <source>Keeps the strongest answer of each channel, wherever in the image it stands. Says whether a pattern is there at all, not where.</source>
        <translation>保留每个通道最强的答案，无论它在图像何处。它说明某个图案是否存在，而不说在哪里。</translation>
    </message>
    <message>
        <source>Keeps the strongest answer of each little square and drops the rest. The image shrinks, and a pattern may shift a little without being lost.</source>
        <translation>在每个小方块里只保留最强的响应，其余丢弃。图像变小，图案稍微移动也不会丢失。</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation>卷积核宽度</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Known are: {known}.</source>
        <translation>可用的有：{known}。</translation>
    </message>
    <message>
        <source>L1 (mean absolute error)</source>
        <translation>L1（平均绝对误差）</translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation>L1 惩罚</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2 惩罚</translation>
    </message>
    <message>
        <source>LSTM over rows</source>
        <translation>逐行 LSTM</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Layers of the networks: {first} only in {one}, {second} only in {other}, {changed} in both but not alike.</source>
        <translation>网络的层：{first} 个只在 {one} 中，{second} 个只在 {other} 中，{changed} 个两边都有但不相同。</translation>
    </message>
    <message>
        <source>Lays a small learned patch for every pixel onto a larger image and adds up where they overlap. It undoes the shrinking of a convolution with a stride, as decoders need it.</source>
        <translation>为每个像素在更大的图像上铺一小块学到的图案，重叠处相加。它抵消带步幅卷积的缩小，解码器正需要它。</translation>
    </message>
    <message>
        <source>Lays an image out as one row of numbers, so that Linear layers can read it. It has no weights.</source>
        <translation>把图像展开成一行数，供 Linear 层读取。它没有权重。</translation>
    </message>
    <message>
        <source>LeNet-5 (1998)</source>
        <translation>LeNet-5（1998）</translation>
    </message>
    <message>
        <source>Learn a scale and a shift for each channel.</source>
        <translation>为每个通道学习一个缩放和一个偏移。</translation>
    </message>
    <message>
        <source>Learn a slope for each channel instead of one for all.</source>
        <translation>为每个通道学习一个斜率，而不是共用一个。</translation>
    </message>
    <message>
        <source>Learned scale</source>
        <translation>学习缩放</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning rate factor</source>
        <translation>学习率倍数</translation>
    </message>
    <message>
        <source>Least change</source>
        <translation>最小改善</translation>
    </message>
    <message>
        <source>Leave “Boosted on runs” empty to export the network as a script.</source>
        <translation>请将“基于运行提升”留空，再把网络导出为脚本。</translation>
    </message>
    <message>
        <source>Leave “Start from run” empty to export the network as a script.</source>
        <translation>要把网络导出为脚本，请将“起始运行”留空。</translation>
    </message>
    <message>
        <source>Left out of the means, for they are not complete or have the seed of another one: {runs}.</source>
        <translation>未计入平均值（未完成，或与另一次运行的种子相同）：{runs}。</translation>
    </message>
    <message>
        <source>Let all layers learn</source>
        <translation>让所有层学习</translation>
    </message>
    <message>
        <source>Let it start as usual to export the network as a script.</source>
        <translation>要把网络导出为脚本，请让它照常开始。</translation>
    </message>
    <message>
        <source>Let the file be read, or delete it and download again.</source>
        <translation>请允许读取该文件，或将其删除后重新下载。</translation>
    </message>
    <message>
        <source>Let the folder be written, or name another one in TORCH_HOME before Netwright is started.</source>
        <translation>请允许写入该文件夹，或在启动 Netwright 之前用 TORCH_HOME 指定另一个文件夹。</translation>
    </message>
    <message>
        <source>Let the last window reach over the border, so that no pixel is left out where sizes do not divide.</source>
        <translation>让最后一个窗口伸出边缘，使大小不能整除时也不遗漏像素。</translation>
    </message>
    <message>
        <source>Let {name} learn</source>
        <translation>让 {name} 学习</translation>
    </message>
    <message>
        <source>Lets positive numbers pass and turns negative ones into zero. Cheap, and its gradient does not fade, which is why it is the usual choice.</source>
        <translation>正数原样通过，负数变成零。计算量小，梯度也不会消失，因此是最常用的选择。</translation>
    </message>
    <message>
        <source>Lets several networks answer as one: the mean of the probabilities that their logits stand for. Put it right before the Softmax at the end; errors of single networks are outvoted.</source>
        <translation>让几个网络作为一个整体作答：取它们的对数几率所代表的概率的均值。放在末尾的 Softmax 之前；单个网络的错误会被多数纠正。</translation>
    </message>
    <message>
        <source>Like LeakyReLU, but the network learns what negative numbers are multiplied by. The slope starts at 0.25.</source>
        <translation>与 LeakyReLU 相似，但负数所乘的系数由网络学习。斜率从 0.25 开始。</translation>
    </message>
    <message>
        <source>Like ReLU on the positive side; negative numbers run smoothly into −α. Answers are therefore closer to zero on average, which helps learning.</source>
        <translation>正的一侧与 ReLU 相同；负数平滑地趋于 −α。因此答案平均更接近零，有助于学习。</translation>
    </message>
    <message>
        <source>Like ReLU, but negative numbers are made small instead of zero. A unit that always answers negative can therefore still learn.</source>
        <translation>与 ReLU 相似，但负数只是缩小，而不是变成零。因此总是输出负数的单元也仍能学习。</translation>
    </message>
    <message>
        <source>Like ReLU, but nothing grows beyond six. Networks for phones use it because small ranges survive coarse arithmetic.</source>
        <translation>与 ReLU 相似，但不超过六。手机上的网络使用它，因为小的取值范围经得起粗略的运算。</translation>
    </message>
    <message>
        <source>Line {line} of the table cannot be read: {reason}.</source>
        <translation>无法读取表格第 {line} 行：{reason}。</translation>
    </message>
    <message>
        <source>Line {line}: this is no Python code ({reason}).</source>
        <translation>第 {line} 行：这不是 Python 代码（{reason}）。</translation>
    </message>
    <message>
        <source>Look for loops with many rounds, and functions that call themselves.</source>
        <translation>请检查循环次数很多的循环，以及调用自身的函数。</translation>
    </message>
    <message>
        <source>Look whether it is still connected.</source>
        <translation>请检查它是否仍然连接着。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Lower the learning rate or clip the gradient norm.</source>
        <translation>请降低学习率，或裁剪梯度范数。</translation>
    </message>
    <message>
        <source>Lower the learning rate or warm it up; about 0.1 % a step is usual.</source>
        <translation>请降低学习率或使用预热；通常每步约 0.1 %。</translation>
    </message>
    <message>
        <source>Lower the learning rate, clip the gradient, or add batch normalisation to keep numbers in range.</source>
        <translation>请降低学习率、裁剪梯度，或添加批归一化，使数值保持在范围内。</translation>
    </message>
    <message>
        <source>Lower the learning rate, or use LeakyReLU or batch normalisation.</source>
        <translation>请降低学习率，或使用 LeakyReLU 或批归一化。</translation>
    </message>
    <message>
        <source>MLflow at {uri} did not take the run {run}: {reason}</source>
        <translation>{uri} 处的 MLflow 没有接受运行 {run}：{reason}</translation>
    </message>
    <message>
        <source>MLflow is not installed.</source>
        <translation>没有安装 MLflow。</translation>
    </message>
    <message>
        <source>MNIST, for a GPU</source>
        <translation>MNIST，适合 GPU</translation>
    </message>
    <message>
        <source>MNIST, most accurate</source>
        <translation>MNIST，最准确</translation>
    </message>
    <message>
        <source>MNIST, quickest</source>
        <translation>MNIST，最快</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>机器数</translation>
    </message>
    <message>
        <source>Machines of the cluster.</source>
        <translation>集群中的机器。</translation>
    </message>
    <message>
        <source>Magnitude</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Make an ensemble of them, which averages their answers.</source>
        <translation>请把它们做成集成，它平均的是回答。</translation>
    </message>
    <message>
        <source>Make at least one of them trainable.</source>
        <translation>请至少让其中一个参与训练。</translation>
    </message>
    <message>
        <source>Make it {type}</source>
        <translation>改为 {type}</translation>
    </message>
    <message>
        <source>Makes a sequence of an image: each row is one step, its pixels are the features of the step. Recurrent layers then read the image line by line.</source>
        <translation>把图像变成序列：每行是一步，其像素是该步的特征。循环层随后逐行读取图像。</translation>
    </message>
    <message>
        <source>Makes each image brighter or darker by up to this share; 0.2 is 80 to 120 %.</source>
        <translation>使每幅图像变亮或变暗，至多达到这一比例；0.2 即 80 % 至 120 %。</translation>
    </message>
    <message>
        <source>McNemar&apos;s test with continuity correction: p = {p}.</source>
        <translation>带连续性校正的麦克尼马尔检验：p = {p}。</translation>
    </message>
    <message>
        <source>McNemar&apos;s test, exact by the binomial distribution: p = {p}.</source>
        <translation>麦克尼马尔检验（按二项分布精确计算）：p = {p}。</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Measures for a moment which memory format, threads and rewrites are fastest here; all compute the same function.</source>
        <translation>短暂测量哪种内存格式、线程数和改写在本机上最快；它们计算的都是同一个函数。</translation>
    </message>
    <message>
        <source>Meeting point</source>
        <translation>会合地址</translation>
    </message>
    <message>
        <source>Memory ran out, and the system killed the training&apos;s process ({signal}).</source>
        <translation>内存耗尽，系统终止了训练进程（{signal}）。</translation>
    </message>
    <message>
        <source>Memory ran out: each batch is now computed in parts of {images} images, with the same gradient (batch normalisation sees one part at a time).</source>
        <translation>内存不足：现在每一批都分成 {images} 张图像的微批来计算，梯度相同（批归一化每次只看到一个微批）。</translation>
    </message>
    <message>
        <source>Mend the errors first.</source>
        <translation>请先修复错误。</translation>
    </message>
    <message>
        <source>Mend what they have in common and resume the sweep, or begin another.</source>
        <translation>请修正它们的共同问题后继续搜索，或另建一次搜索。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Merge alike names</source>
        <translation>合并相似名称</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>里程碑</translation>
    </message>
    <message>
        <source>Mirrors this share of the images left to right; 0.5 is usual.</source>
        <translation>将这一比例的图像左右翻转；通常为 0.5。</translation>
    </message>
    <message>
        <source>Mixup</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>Mixup and CutMix cannot be stacked.</source>
        <translation>Mixup 和 CutMix 不能堆叠。</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>More processes would not help: a step takes {one} ms alone; with {processes} processes it would take {compute} ms to compute and {add} ms to add up {megabytes} MB of gradients, {times} times as fast.</source>
        <translation>更多进程没有帮助：单独一步需 {one} 毫秒；用 {processes} 个进程时，计算需 {compute} 毫秒，把 {megabytes} MB 梯度相加需 {add} 毫秒，速度为 {times} 倍。</translation>
    </message>
    <message>
        <source>More processes would not help: a step takes {one} ms, and this machine has room for one process.</source>
        <translation>更多进程没有帮助：一步需 {one} 毫秒，而这台机器只容得下一个进程。</translation>
    </message>
    <message>
        <source>Move {name} before {other}</source>
        <translation>把 {name} 移到 {other} 之前</translation>
    </message>
    <message>
        <source>Move {name} behind {other}</source>
        <translation>把 {name} 移到 {other} 之后</translation>
    </message>
    <message>
        <source>Moves each image by up to so many pixels, both ways.</source>
        <translation>每张图像最多平移这么多像素，横向和纵向都有。</translation>
    </message>
    <message>
        <source>Multi-layer perceptron</source>
        <translation>多层感知机</translation>
    </message>
    <message>
        <source>Multiplies each number by its own Sigmoid: a smooth relative of ReLU, also known as swish. EfficientNet and many later image networks use it.</source>
        <translation>把每个数乘以它自己的 Sigmoid：ReLU 的平滑近亲，也叫 swish。EfficientNet 和许多后来的图像网络使用它。</translation>
    </message>
    <message>
        <source>Multiplies several branches number by number; a branch of size 1 along an axis serves the whole axis. A branch that ends in Sigmoid thereby becomes a gate for another one.</source>
        <translation>把几个分支逐个数相乘；某轴上大小为 1 的分支作用于整个轴。以 Sigmoid 结尾的分支由此成为另一分支的门。</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name a folder that does not exist yet.</source>
        <translation>请指定一个尚不存在的文件夹。</translation>
    </message>
    <message>
        <source>Name and port of one of the machines, where their processes find each other.</source>
        <translation>其中一台机器的名称和端口，各进程在此会合。</translation>
    </message>
    <message>
        <source>Name of a run whose best weights are taken where layers have the same name and size; else random.</source>
        <translation>某次运行的名称：名称和大小相同的层取其最佳权重，其余随机。</translation>
    </message>
    <message>
        <source>Name of the block that stands here.</source>
        <translation>在此处的块的名称。</translation>
    </message>
    <message>
        <source>Name of the run whose best weights for a layer of this id are taken.</source>
        <translation>取其最佳权重的运行名称，取同名层的权重。</translation>
    </message>
    <message>
        <source>Name there</source>
        <translation>在运行中的名称</translation>
    </message>
    <message>
        <source>Names of earlier runs, separated by commas: images that they got wrong are drawn more often (SAMME, Zhu et al., 2009).</source>
        <translation>先前运行的名称，以逗号分隔：它们答错的图像会被更多地抽到（SAMME，Zhu 等，2009）。</translation>
    </message>
    <message>
        <source>Negative log-likelihood</source>
        <translation>负对数似然</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Network and weights must come from the same run.</source>
        <translation>网络和权重必须来自同一次运行。</translation>
    </message>
    <message>
        <source>Networks with more are not trained, and count as beyond a limit.</source>
        <translation>参数更多的网络不会训练，记为超出限制。</translation>
    </message>
    <message>
        <source>Netwright&apos;s folder there</source>
        <translation>那里的 Netwright 文件夹</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>Never lets the mean of the squares shrink, so that steps never grow again.</source>
        <translation>使平方的平均值永不减小，因此步长不会重新变大。</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>没有找到摄像头。</translation>
    </message>
    <message>
        <source>No example is left to learn from of {classes}: they are all kept aside.</source>
        <translation>{classes} 没有剩下可供学习的样本：它们全部被留作验证。</translation>
    </message>
    <message>
        <source>No handwriting was found in the picture.</source>
        <translation>图片中没有找到手写内容。</translation>
    </message>
    <message>
        <source>No labelled images and no table of numbers were found at {path}.</source>
        <translation>在 {path} 处既没有带标签的图像，也没有数值表。</translation>
    </message>
    <message>
        <source>No network has been trained yet.</source>
        <translation>还没有训练过网络。</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点数</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None (0 to 1)</source>
        <translation>无（0 到 1）</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Normalise before attention and Linear layers instead of after; deep stacks train better so.</source>
        <translation>在注意力和全连接层之前而不是之后归一化；层数多时这样更好训练。</translation>
    </message>
    <message>
        <source>Normalise first</source>
        <translation>先归一化</translation>
    </message>
    <message>
        <source>Not the same bits: the runs differ {place}.</source>
        <translation>并非逐位相同：两次运行{place}不同。</translation>
    </message>
    <message>
        <source>Nothing called “{name}” is known of a run.</source>
        <translation>运行没有名为“{name}”的内容。</translation>
    </message>
    <message>
        <source>Nothing can be compared: no step was kept.</source>
        <translation>无法比较：没有保存任何一步。</translation>
    </message>
    <message>
        <source>Nothing can stand after the output.</source>
        <translation>输出层之后不能再有层。</translation>
    </message>
    <message>
        <source>Nothing of what lies at {path} is of use.</source>
        <translation>{path} 处的内容都无法使用。</translation>
    </message>
    <message>
        <source>Nothing was changed here. Try again in a moment.</source>
        <translation>这里没有做任何更改。请稍后再试。</translation>
    </message>
    <message>
        <source>NumPy arrays</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>Numbers are</source>
        <translation>数值是</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Of all images. They keep their proportions; what is missing is filled up.</source>
        <translation>所有图像统一为此尺寸。保持比例，不足之处填充。</translation>
    </message>
    <message>
        <source>Of the dataset</source>
        <translation>按数据集</translation>
    </message>
    <message>
        <source>Of {images} test images {first} alone has {only_first} right, {second} alone {only_second}; only these tell the two apart.</source>
        <translation>{images} 张测试图像中，只有 {first} 答对的有 {only_first} 张，只有 {second} 答对的有 {only_second} 张；只有这些图像能区分两者。</translation>
    </message>
    <message>
        <source>Of {images} training images none would be left for a part: expected at least {least} to split.</source>
        <translation>只有 {images} 张训练图像，会有一部分为空：至少需要 {least} 张才能划分。</translation>
    </message>
    <message>
        <source>Of {total} images {usable} are of use, in {classes} classes: expected at least two classes, with images to learn from and others for the test.</source>
        <translation>{total} 张图像中有 {usable} 张可用，分属 {classes} 个类别：至少应有两个类别，并且既有用于学习的图像，也有用于测试的图像。</translation>
    </message>
    <message>
        <source>Off keeps the layer&apos;s weights as they are while the others learn.</source>
        <translation>关闭后，其他层学习时该层的权重保持不变。</translation>
    </message>
    <message>
        <source>On keeps the weights of the best epoch, off those of the last one.</source>
        <translation>开启时保留最佳轮次的权重，关闭时保留最后一轮的权重。</translation>
    </message>
    <message>
        <source>On plateaus</source>
        <translation>平台期衰减</translation>
    </message>
    <message>
        <source>On shrinks the weights by rate × decay (Loshchilov and Hutter, 2019); off adds decay × weight to the gradient (L2). Automatic: on in AdamW, Lion and Muon, off in the others.</source>
        <translation>开启时按学习率 × 衰减来缩小权重（Loshchilov 与 Hutter，2019）；关闭时把衰减 × 权重加到梯度上（L2）。自动：在 AdamW、Lion 和 Muon 中开启，其余关闭。</translation>
    </message>
    <message>
        <source>One Linear layer and nothing else: each class has one weight for each pixel. Laid out as a picture, the weights of a class show where it wants ink and where it wants none. Measure every larger network against it.</source>
        <translation>只有一个全连接层：每个类别对每个像素有一个权重。把一个类别的权重摆成图片，可以看出它希望哪里有墨、哪里没有。请用它来衡量每个更大的网络。</translation>
    </message>
    <message>
        <source>One channel of grey values, or three of colours.</source>
        <translation>一个灰度通道，或三个颜色通道。</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>One for each GPU, as a rule.</source>
        <translation>通常每块 GPU 一个。</translation>
    </message>
    <message>
        <source>One more thing to trade off.</source>
        <translation>再加一项需要权衡的指标。</translation>
    </message>
    <message>
        <source>One per channel</source>
        <translation>每通道一个</translation>
    </message>
    <message>
        <source>One process for each; 0 trains on CPUs.</source>
        <translation>每块一个进程；0 表示用 CPU 训练。</translation>
    </message>
    <message>
        <source>One question with yes or no for each output; several may be yes. With a sigmoid, and only in this form, the gradient at the sum is ŷ − y.</source>
        <translation>每个输出各是一个是非问题，可以有多个“是”。配合 Sigmoid 时，只有这种形式在加权和处的梯度才是 ŷ − y。</translation>
    </message>
    <message>
        <source>One right class among several, so it belongs to a softmax. With sigmoids the outputs whose target is 0 get no gradient: nothing pushes them down.</source>
        <translation>多个类别中只有一个正确，因此应配合 Softmax。若配合 Sigmoid，目标为 0 的输出得不到梯度：没有什么把它们往下压。</translation>
    </message>
    <message>
        <source>One step changes the weights of {layer} by {percent} %.</source>
        <translation>一步就使 {layer} 的权重改变 {percent} %。</translation>
    </message>
    <message>
        <source>Only a paused training can be changed.</source>
        <translation>只有暂停的训练才能更改。</translation>
    </message>
    <message>
        <source>Only folds and bags leave images out that can be asked about afterwards.</source>
        <translation>只有交叉验证和装袋会留下可在之后询问的图像。</translation>
    </message>
    <message>
        <source>Only layers that follow each other can be moved together.</source>
        <translation>只有前后相连的层才能一起移动。</translation>
    </message>
    <message>
        <source>Open a run on MNIST and fine-tune that.</source>
        <translation>请打开一个在 MNIST 上训练的运行，再对它微调。</translation>
    </message>
    <message>
        <source>Open it with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 打开。</translation>
    </message>
    <message>
        <source>Open the run with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 打开此运行。</translation>
    </message>
    <message>
        <source>Open the sweep with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 打开此超参搜索。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Optimizer details</source>
        <translation>优化器细节</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Pad {name} by {size} px</source>
        <translation>给 {name} 加 {size} px 的填充</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Padding size</source>
        <translation>填充大小</translation>
    </message>
    <message>
        <source>Pairs of 3×3 convolutions: two of them see 5×5 pixels with fewer weights than one 5×5 filter. Each stage halves the picture and doubles the channels. Dropout hides half of the numbers before the last layer while it learns.</source>
        <translation>成对的 3×3 卷积：两个就能看到 5×5 像素，而权重比一个 5×5 滤波器少。每个阶段使图片减半、通道加倍。学习时 Dropout 在最后一层之前隐藏一半的数。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Passes on what it receives. It holds a place: the straight branch of a residual block, or a layer to come.</source>
        <translation>原样传递所收到的内容。它占一个位置：残差块的直通分支，或将来的某一层。</translation>
    </message>
    <message>
        <source>Paste a whole class, or a whole nn.Sequential(…).</source>
        <translation>请粘贴完整的类，或完整的 nn.Sequential(…)。</translation>
    </message>
    <message>
        <source>Pastes a rectangle of another image and mixes the labels by area (Yun et al., 2019); beside Mixup, each batch takes one of the two.</source>
        <translation>贴上另一张图像的一块矩形，并按面积混合标签（Yun 等，2019）；与 Mixup 同用时，每一批取两者之一。</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心轮数</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Peak at</source>
        <translation>峰值位置</translation>
    </message>
    <message>
        <source>Pixels a side that images are enlarged or shrunk to. It learned with 224; less is quicker and sees less. Automatic leaves them as they come.</source>
        <translation>图像放大或缩小后的边长（像素）。它是用 224 学的；小一些更快，但看得更少。自动则保持原样。</translation>
    </message>
    <message>
        <source>Pixels added at the right and lower border, to reach a size that the stride skips.</source>
        <translation>在右边和下边加的像素，用来达到步幅跳过的大小。</translation>
    </message>
    <message>
        <source>Plain gradient descent on this one example, with the learning rate of the project. A training takes the mean over a batch, and its optimizer may do more with it.</source>
        <translation>只用这一个样例、以项目的学习率做普通的梯度下降。训练时取一批的平均，优化器还可能做更多处理。</translation>
    </message>
    <message>
        <source>Plateau patience</source>
        <translation>平台耐心轮数</translation>
    </message>
    <message>
        <source>Plateau threshold</source>
        <translation>平台期阈值</translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation>多项式</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>幂次</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Press Pause first.</source>
        <translation>请先按“暂停”。</translation>
    </message>
    <message>
        <source>Pretrained</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>Processes on each</source>
        <translation>每台的进程数</translation>
    </message>
    <message>
        <source>Processes per node</source>
        <translation>每节点进程数</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Project file there</source>
        <translation>那里的项目文件</translation>
    </message>
    <message>
        <source>Project {source} with a 1×1 Conv2d to {size}</source>
        <translation>用 1×1 的 Conv2d 把 {source} 投影为 {size}</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Pulls weights towards zero at each step: decoupled from the gradient in AdamW, Lion and Muon, an L2 penalty in the others, unless Regularisation says otherwise.</source>
        <translation>在每一步把权重拉向零：在 AdamW、Lion 和 Muon 中与梯度解耦，在其他优化器中是 L2 惩罚，除非“正则化”中另有设定。</translation>
    </message>
    <message>
        <source>Put them back as they were, or stop the run and train anew.</source>
        <translation>请恢复原样，或停止运行并重新训练。</translation>
    </message>
    <message>
        <source>Put them back, import it again, or let the project learn from another dataset.</source>
        <translation>请放回这些文件、重新导入，或让项目改用其他数据集。</translation>
    </message>
    <message>
        <source>Puts one learned token before all others, where attention gathers what the answer needs. Behind the last attention, TakeToken picks it out again.</source>
        <translation>在所有标记之前放一个学到的标记，注意力在其中汇集作答所需的内容。最后一次注意力之后，由 TakeToken 把它取出。</translation>
    </message>
    <message>
        <source>Puts several branches side by side: images one channel behind the other, vectors one after the other. All sizes but the one along the axis must agree.</source>
        <translation>把几个分支并排放在一起：图像一个通道接一个通道，向量一个接一个。除所沿的轴以外，所有大小必须一致。</translation>
    </message>
    <message>
        <source>Puts the axes into another order, such as steps×features into features×steps. Conv1d wants the channels first, LSTM and attention want them last.</source>
        <translation>把轴换成另一种次序，例如把步×特征换成特征×步。Conv1d 要求通道在前，LSTM 和注意力要求通道在后。</translation>
    </message>
    <message>
        <source>PyTorch code uses “{name}” for something else. Try “{other}”.</source>
        <translation>PyTorch 代码中“{name}”另有用途。可以用“{other}”。</translation>
    </message>
    <message>
        <source>Python there</source>
        <translation>那里的 Python</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Quick digits</source>
        <translation>快速识别数字</translation>
    </message>
    <message>
        <source>RANK and WORLD_SIZE are set, but {missing} is not.</source>
        <translation>已设置 RANK 和 WORLD_SIZE，但未设置 {missing}。</translation>
    </message>
    <message>
        <source>Raise the learning rate, unless the schedule is at its end.</source>
        <translation>请提高学习率，除非学习率调度已近尾声。</translation>
    </message>
    <message>
        <source>Raises or lowers each image&apos;s contrast by up to this share.</source>
        <translation>提高或降低每幅图像的对比度，至多达到这一比例。</translation>
    </message>
    <message>
        <source>Random crop</source>
        <translation>随机裁剪</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>ReLU has the slope 1 where it lets pass and 0 where it cuts off: nothing is learned through a unit that answers 0.</source>
        <translation>ReLU 放行处斜率为 1，截断处斜率为 0：通过输出为 0 的单元学不到东西。</translation>
    </message>
    <message>
        <source>ReLU lets a positive sum pass and turns a negative one into 0.</source>
        <translation>ReLU 让正的和通过，把负的和变为 0。</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读取方式</translation>
    </message>
    <message>
        <source>Read the sequence backwards as well; the answer is twice as wide.</source>
        <translation>同时也倒着读序列；答案的宽度加倍。</translation>
    </message>
    <message>
        <source>Reading this code would take longer than any network needs.</source>
        <translation>读取这段代码所需的时间超过任何网络的需要。</translation>
    </message>
    <message>
        <source>Reads a sequence step by step and decides by gates what to remember, forget and answer. It keeps what it saw many steps ago.</source>
        <translation>逐步读取序列，并通过门决定记住、忘记和回答什么。它能保留许多步之前看到的内容。</translation>
    </message>
    <message>
        <source>Reads a sequence step by step with two gates, one for what to forget and one for what to take over. Smaller than LSTM and often as good.</source>
        <translation>用两个门逐步读取序列，一个决定忘记什么，一个决定接收什么。比 LSTM 小，常常同样好。</translation>
    </message>
    <message>
        <source>Reads a sequence step by step, mixing each step with what it remembers. Without gates it soon forgets, which is why LSTM and GRU were invented.</source>
        <translation>逐步读取序列，把每一步与所记住的内容混合。没有门，它很快就会忘记，因此才发明了 LSTM 和 GRU。</translation>
    </message>
    <message>
        <source>Reads the picture like a page, one row of 28 pixels after the other, and remembers in 64 numbers what it saw. Only what it remembers after the last row decides. Let it read columns instead, and see whether it matters.</source>
        <translation>像读书页一样读图片，一行 28 个像素接着一行，并用 64 个数记住所看到的。只有读完最后一行后记住的内容起决定作用。让它改为逐列读，看看是否有区别。</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Remove {names}</source>
        <translation>移除 {names}</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Replace the file with an intact copy.</source>
        <translation>请换成一份完好的文件。</translation>
    </message>
    <message>
        <source>Replaces a few neighbours in a sequence of channels × steps by their average. It belongs behind Conv1d.</source>
        <translation>用平均值代替通道×步序列中的几个相邻值。它应放在 Conv1d 之后。</translation>
    </message>
    <message>
        <source>Replaces each channel by its average over the whole image. It stands before the last Linear layer and spares it thousands of weights.</source>
        <translation>用每个通道在整张图像上的平均值代替它。它放在最后一个全连接层之前，可省去数千个权重。</translation>
    </message>
    <message>
        <source>Replaces each little square by its average. The image shrinks smoothly, fine detail is blurred away.</source>
        <translation>用平均值代替每个小方块。图像平滑地缩小，细节会变模糊。</translation>
    </message>
    <message>
        <source>Resampling</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>Resampling seed</source>
        <translation>重采样种子</translation>
    </message>
    <message>
        <source>Resize to</source>
        <translation>调整到</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>重启次数</translation>
    </message>
    <message>
        <source>Restore it from a fresh copy of Netwright (in a git checkout: git checkout -- resources/{folder}).</source>
        <translation>请用一份新的 Netwright 恢复它（在 git 工作区中：git checkout -- resources/{folder}）。</translation>
    </message>
    <message>
        <source>Restore the folder “last” from a copy, or start a new run.</source>
        <translation>请从备份恢复文件夹“last”，或开始新的运行。</translation>
    </message>
    <message>
        <source>Results on the test images</source>
        <translation>测试图像上的结果</translation>
    </message>
    <message>
        <source>Resume the run: it goes on from its newest checkpoint.</source>
        <translation>继续该运行：将从最新的检查点接着训练。</translation>
    </message>
    <message>
        <source>Resume them one by one.</source>
        <translation>请逐个继续它们。</translation>
    </message>
    <message>
        <source>Room for the weights of each epoch, to look back at them in Evaluate. Where they need more, only every second epoch stays, then every fourth; 0 keeps none.</source>
        <translation>保存每个轮次权重所用的空间，之后可在“评估”中回看。空间不足时只保留每两个轮次中的一个，再不足则每四个保留一个；0 表示不保存。</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run&apos;s folder there</source>
        <translation>那里的运行文件夹</translation>
    </message>
    <message>
        <source>SWA from</source>
        <translation>SWA 起点</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Save it with numpy.savez(file, images=…, labels=…).</source>
        <translation>请用 numpy.savez(file, images=…, labels=…) 保存。</translation>
    </message>
    <message>
        <source>Save its images as files, or as a NumPy file.</source>
        <translation>请将其中的图像存为图像文件，或存为 NumPy 文件。</translation>
    </message>
    <message>
        <source>Save the script, bring it to the cluster and start it there with sbatch.</source>
        <translation>请保存脚本，带到集群上，用 sbatch 启动。</translation>
    </message>
    <message>
        <source>Say how wide and high it is (such as {sizes}), or take them for features.</source>
        <translation>请指定宽度和高度（例如 {sizes}），或将其视为特征。</translation>
    </message>
    <message>
        <source>Say it anew; the damaged file is then kept beside as {aside}.</source>
        <translation>请重新填写；损坏的文件会另存为 {aside}。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Second objective</source>
        <translation>第二目标</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seed of the search</source>
        <translation>搜索的随机种子</translation>
    </message>
    <message>
        <source>Select its layer and press Download again, or delete the file.</source>
        <translation>请选中它的层并按“重新下载”，或删除该文件。</translation>
    </message>
    <message>
        <source>Select the layers that shall become a block.</source>
        <translation>请选择要组成块的层。</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Set a validation split or folds.</source>
        <translation>请设置验证集比例或折数。</translation>
    </message>
    <message>
        <source>Set it to 0.</source>
        <translation>请将其设为 0。</translation>
    </message>
    <message>
        <source>Set off is what is not as by default.</source>
        <translation>加粗的是与默认值不同的。</translation>
    </message>
    <message>
        <source>Set the input&apos;s shape to the dataset&apos;s.</source>
        <translation>请把输入层的形状设为数据集的形状。</translation>
    </message>
    <message>
        <source>Set {name}.{field} to {value}</source>
        <translation>将 {name} 的{field}设为 {value}</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Share hidden</source>
        <translation>隐藏比例</translation>
    </message>
    <message>
        <source>Share right</source>
        <translation>正确比例</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Shares that are positive and together 1: one answer among several classes.</source>
        <translation>各份额为正、合计为 1：在多个类别中选出一个答案。</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>陡度</translation>
    </message>
    <message>
        <source>Shear</source>
        <translation>错切</translation>
    </message>
    <message>
        <source>Shell commands that the cluster needs first, such as: module load cuda</source>
        <translation>集群需要先执行的 shell 命令，例如：module load cuda</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>SiLU put together from straight lines, so that it needs no exponential. MobileNetV3 uses it for speed.</source>
        <translation>由直线拼成的 SiLU，因此不需要指数运算。MobileNetV3 为求速度而使用它。</translation>
    </message>
    <message>
        <source>Side of the square of pixels that becomes one.</source>
        <translation>合并成一个像素的方块的边长。</translation>
    </message>
    <message>
        <source>Side of the square patches; what does not fill one at the border is left out.</source>
        <translation>方形图块的边长；边缘不足一块的部分会被舍去。</translation>
    </message>
    <message>
        <source>Side of the square window that each filter looks at.</source>
        <translation>每个卷积核所看的方形窗口的边长。</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Sigmoids with the categorical form give −y(1 − ŷ), not ŷ − y: where y = 0 nothing is learned, however wrong the output is. Sigmoids want the binary form, the categorical form wants a softmax.</source>
        <translation>Sigmoid 配多类形式得到的是 −y(1 − ŷ)，而不是 ŷ − y：y = 0 时无论输出错得多厉害都学不到东西。Sigmoid 应配二元形式，多类形式应配 Softmax。</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>各维大小</translation>
    </message>
    <message>
        <source>Sizes of one example: channels, height and width of an image.</source>
        <translation>单个样本的尺寸：图像的通道数、高和宽。</translation>
    </message>
    <message>
        <source>Slants each image by up to so many degrees, both ways.</source>
        <translation>每张图像向两侧倾斜，最多这么多度。</translation>
    </message>
    <message>
        <source>Slides small filters along a sequence of channels × steps and answers where each one fits. Put a Permute before it where the steps come first, as they do for LSTM.</source>
        <translation>让小滤波器沿通道×步的序列滑动，给出各处的吻合程度。若步在前（如 LSTM 那样），请在它之前放一个 Permute。</translation>
    </message>
    <message>
        <source>Slides small filters over the image and answers where each one fits. The same few weights serve every place, so it finds a pattern wherever it stands.</source>
        <translation>让小卷积核在图像上滑动，指出每个卷积核在哪里吻合。各处共用同一组少量权重，因此图案在哪里都能找到。</translation>
    </message>
    <message>
        <source>Slurm did not take the job: {reason}</source>
        <translation>Slurm 没有接受作业：{reason}</translation>
    </message>
    <message>
        <source>Small Inception</source>
        <translation>小型 Inception</translation>
    </message>
    <message>
        <source>Small ResNet</source>
        <translation>小型 ResNet</translation>
    </message>
    <message>
        <source>Small VGG</source>
        <translation>小型 VGG</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _ can be used, 64 at most.</source>
        <translation>可用小写字母、数字、- 和 _，最多 64 个。</translation>
    </message>
    <message>
        <source>Small vision transformer</source>
        <translation>小型视觉变换器</translation>
    </message>
    <message>
        <source>So many epochs in a row without getting better end the run.</source>
        <translation>连续这么多轮没有改善，运行就结束。</translation>
    </message>
    <message>
        <source>So often may the processes start again from the newest checkpoint when one of them dies.</source>
        <translation>某个进程终止时，所有进程最多可从最新检查点重新启动这么多次。</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Softmax makes a probability of the answer y: its share of all {count} classes.</source>
        <translation>Softmax 把输出 y 变成概率：它在全部 {count} 个类别中所占的份额。</translation>
    </message>
    <message>
        <source>Softmax makes shares of the sums: all are positive, and together they are 1.</source>
        <translation>Softmax 把各个和变成份额：每个都为正，合起来为 1。</translation>
    </message>
    <message>
        <source>Softmax regression</source>
        <translation>Softmax 回归</translation>
    </message>
    <message>
        <source>Some images cannot be read, such as {place}: {reason}.</source>
        <translation>有些图像无法读取，例如 {place}：{reason}。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>划分种子</translation>
    </message>
    <message>
        <source>Splits each class alike, so that training and validation have the same mix of classes, exact to one example.</source>
        <translation>每个类别都按同样的比例划分，使训练集和验证集的类别构成相同，误差不超过一个样本。</translation>
    </message>
    <message>
        <source>Squeezes every number between 0 and 1. Far from zero it is nearly flat, so deep stacks of it learn slowly.</source>
        <translation>把每个数压缩到 0 和 1 之间。远离零的地方几乎是平的，因此叠得很深时学习缓慢。</translation>
    </message>
    <message>
        <source>Squeezes every number between −1 and 1, with zero staying zero. Far from zero it is nearly flat.</source>
        <translation>把每个数压缩到 −1 和 1 之间，零仍为零。远离零的地方几乎是平的。</translation>
    </message>
    <message>
        <source>Standard deviation of the noise.</source>
        <translation>噪声的标准差。</translation>
    </message>
    <message>
        <source>Start factor</source>
        <translation>起点倍数</translation>
    </message>
    <message>
        <source>Start from run</source>
        <translation>起始运行</translation>
    </message>
    <message>
        <source>Start the processes with torchrun, or unset RANK and WORLD_SIZE.</source>
        <translation>请用 torchrun 启动各进程，或取消设置 RANK 和 WORLD_SIZE。</translation>
    </message>
    <message>
        <source>Start {name} at random</source>
        <translation>让 {name} 随机开始</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step {step} of {steps}: the gate f says how much of the memory c is kept, i how much of the new content g is written into it, and o how much of it is answered.</source>
        <translation>第 {step} 步（共 {steps} 步）：门 f 决定保留多少记忆 c，i 决定写入多少新内容 g，o 决定输出其中的多少。</translation>
    </message>
    <message>
        <source>Step {step} of {steps}: the gate z says how much of the answer before is kept; the rest is the new content n.</source>
        <translation>第 {step} 步（共 {steps} 步）：门 z 决定保留多少上一步的输出，其余是新内容 n。</translation>
    </message>
    <message>
        <source>Step {step} of {steps}: what is read and what is remembered are weighted, added, and bent.</source>
        <translation>第 {step} 步（共 {steps} 步）：对读入的与记住的加权、相加，再经过激活函数。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>Steps change the weights by less than a millionth.</source>
        <translation>每一步对权重的改变不到百万分之一。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop early</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Stop early, augment the images, or add Dropout or weight decay.</source>
        <translation>请使用早停、数据增强，或添加 Dropout 或权重衰减。</translation>
    </message>
    <message>
        <source>Stop it before starting the next one.</source>
        <translation>请先停止它，再开始下一次。</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>Stop it there first; here it can be looked at only.</source>
        <translation>请先在那里停止；这里只能查看。</translation>
    </message>
    <message>
        <source>Stop the run, or pause it; either way at the last good weights, so that it can go on from there.</source>
        <translation>停止或暂停运行；两者都停在最后的有效权重处，可以由此继续。</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Stratified</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>Synchronise batch norm</source>
        <translation>同步批归一化</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Take more images, fewer folds, or no validation.</source>
        <translation>请使用更多图像、更少的折数，或者不留验证集。</translation>
    </message>
    <message>
        <source>Take runs with a validation split, or average them all.</source>
        <translation>请取有验证划分的运行，或平均全部。</translation>
    </message>
    <message>
        <source>Take runs with the same split, such as “Repeat with other seeds” makes; or average them all.</source>
        <translation>请取划分相同的运行，例如“用其他种子重复”生成的；或平均全部。</translation>
    </message>
    <message>
        <source>Take them away; “netwright data get {name}” then brings intact ones.</source>
        <translation>请移走这些文件，然后运行“netwright data get {name}”重新取得。</translation>
    </message>
    <message>
        <source>Takes the gradient where the momentum leads, not where the weights are.</source>
        <translation>在动量将到达之处求梯度，而不是在权重所在之处。</translation>
    </message>
    <message>
        <source>Teaching network 3–2–2</source>
        <translation>教学网络 3–2–2</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>The GPU has too little free memory for this training.</source>
        <translation>GPU 的可用显存不足以进行这次训练。</translation>
    </message>
    <message>
        <source>The GPU reported an error: {message}</source>
        <translation>GPU 报告了错误：{message}</translation>
    </message>
    <message>
        <source>The GPU takes one step at a time, not many as a CUDA graph: {reason}.</source>
        <translation>GPU 逐步计算，不能把许多步合成一个 CUDA 图：{reason}。</translation>
    </message>
    <message>
        <source>The GPU takes up to {steps} steps at a time, recorded as a CUDA graph.</source>
        <translation>GPU 一次计算至多 {steps} 步，录制为 CUDA 图。</translation>
    </message>
    <message>
        <source>The GPU {name} cannot be used, the CPU is taken instead: {reason}</source>
        <translation>GPU {name} 无法使用，改用 CPU：{reason}</translation>
    </message>
    <message>
        <source>The Python that Netwright&apos;s first start installed, as seen from Netwright&apos;s folder.</source>
        <translation>Netwright 首次启动时安装的 Python，相对于 Netwright 文件夹的路径。</translation>
    </message>
    <message>
        <source>The answer cannot be explained: {kind}: {message}</source>
        <translation>无法解释这个答案：{kind}：{message}</translation>
    </message>
    <message>
        <source>The answer went into {count} sums, so it is to blame for all of them: what comes back over each link is that link&apos;s weight times ∂L/∂z behind it, and it adds up.</source>
        <translation>这个激活值进入了 {count} 个加权和，因此每一个都有它的责任：沿每条连接传回的是该连接的权重乘以其后的 ∂L/∂z，再把它们加起来。</translation>
    </message>
    <message>
        <source>The archive is unsafe: {member} would lie outside its folder.</source>
        <translation>压缩包不安全：{member} 会落在其文件夹之外。</translation>
    </message>
    <message>
        <source>The axis that is folded, counted without the batch.</source>
        <translation>要折叠的轴，不计批。</translation>
    </message>
    <message>
        <source>The batch size {size} is larger than the {images} training images: one batch holds all.</source>
        <translation>批大小 {size} 超过了训练图像数 {images}：一个批就包含全部图像。</translation>
    </message>
    <message>
        <source>The bend applied at each step.</source>
        <translation>每一步所用的弯曲函数。</translation>
    </message>
    <message>
        <source>The bend between the two Linear layers.</source>
        <translation>两个全连接层之间的弯曲函数。</translation>
    </message>
    <message>
        <source>The best weights of step {step} are damaged; {file} holds those of a later epoch.</source>
        <translation>第 {step} 步的最佳权重已损坏；{file} 中是较后轮次的权重。</translation>
    </message>
    <message>
        <source>The bias is added as it is, ∂z/∂b = 1. Its gradient is ∂L/∂z itself, not ∂L/∂a: the slope of the activation belongs to it.</source>
        <translation>偏置是直接相加的，∂z/∂b = 1。它的梯度就是 ∂L/∂z，而不是 ∂L/∂a：激活函数的斜率也要计入。</translation>
    </message>
    <message>
        <source>The block {name} cannot contain itself.</source>
        <translation>块 {name} 不能包含自身。</translation>
    </message>
    <message>
        <source>The block {name} has no port {port}.</source>
        <translation>块 {name} 没有端口 {port}。</translation>
    </message>
    <message>
        <source>The camera {name} gives no more pictures.</source>
        <translation>摄像头 {name} 不再传来画面。</translation>
    </message>
    <message>
        <source>The camera {name} gives no picture: {reason}.</source>
        <translation>摄像头 {name} 没有画面：{reason}。</translation>
    </message>
    <message>
        <source>The categorical form sees only the output with y = 1. What a sigmoid says where y = 0 costs nothing.</source>
        <translation>多类形式只看 y = 1 的输出。y = 0 处的 Sigmoid 无论给出什么都没有代价。</translation>
    </message>
    <message>
        <source>The chain rule over all outputs, for each share depends on this sum. With softmax, and targets that add up to 1, ŷ − y is left.</source>
        <translation>链式法则要对所有输出求和，因为每个份额都依赖于这个和。使用 Softmax 且目标之和为 1 时，剩下 ŷ − y。</translation>
    </message>
    <message>
        <source>The chain rule over the {count} units that read this one, as x, in {layer}; the largest parts stand first.</source>
        <translation>对 {layer} 中读取该单元（作为 x）的 {count} 个单元使用链式法则；贡献最大的排在前面。</translation>
    </message>
    <message>
        <source>The chain rule, once for each layer. A bias moves by ∂L/∂z, not by ∂L/∂a: the slope of the activation lies between the two.</source>
        <translation>每一层用一次链式法则。偏置按 ∂L/∂z 更新，而不是 ∂L/∂a：两者之间隔着激活函数的斜率。</translation>
    </message>
    <message>
        <source>The chain rule: what came back to the answer, times the slope.</source>
        <translation>链式法则：传回到激活值的梯度，乘以斜率。</translation>
    </message>
    <message>
        <source>The chance that a number between stacked layers is hidden at a training step.</source>
        <translation>叠放的层之间的数在一个训练步中被隐藏的概率。</translation>
    </message>
    <message>
        <source>The chance that a number is hidden at a training step.</source>
        <translation>训练的每一步中，一个数被隐藏的概率。</translation>
    </message>
    <message>
        <source>The channels fall into so many groups that do not see each other; must divide both channel counts.</source>
        <translation>通道分成这么多互不相见的组；必须能整除两边的通道数。</translation>
    </message>
    <message>
        <source>The checkpoint does not fit the run: {reason}</source>
        <translation>检查点与运行不匹配：{reason}</translation>
    </message>
    <message>
        <source>The checkpoint {file} is damaged: {reason}.</source>
        <translation>检查点 {file} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The class {name} has no forward, which would say how its layers are linked.</source>
        <translation>类 {name} 没有 forward，无法知道各层如何相连。</translation>
    </message>
    <message>
        <source>The class “{label}” has {count} training examples, too few for {folds} folds that are stratified: expected one for each fold.</source>
        <translation>类别“{label}”只有 {count} 个训练样本，不够分层分成 {folds} 折：每一折至少需要一个。</translation>
    </message>
    <message>
        <source>The classes {names} are taken for one, {name}.</source>
        <translation>类别 {names} 视为同一类：{name}。</translation>
    </message>
    <message>
        <source>The classes {names} differ only in upper and lower case; they are kept apart.</source>
        <translation>类别 {names} 只有大小写不同；仍作为不同类别。</translation>
    </message>
    <message>
        <source>The clipboard holds no layers.</source>
        <translation>剪贴板里没有层。</translation>
    </message>
    <message>
        <source>The code has more than {most} characters, which no network needs.</source>
        <translation>代码超过 {most} 个字符，任何网络都不需要这么多。</translation>
    </message>
    <message>
        <source>The code is larger than any network needs.</source>
        <translation>代码比任何网络所需的都大。</translation>
    </message>
    <message>
        <source>The code is nested deeper than any network needs.</source>
        <translation>代码的嵌套比任何网络所需的都深。</translation>
    </message>
    <message>
        <source>The code makes more than {most} layers.</source>
        <translation>代码生成了超过 {most} 层。</translation>
    </message>
    <message>
        <source>The column of the table in which the classes stand.</source>
        <translation>表格中写有类别的列。</translation>
    </message>
    <message>
        <source>The column {column} holds no numbers; it is left out.</source>
        <translation>列 {column} 不是数字，已略去。</translation>
    </message>
    <message>
        <source>The command “runs” lists the runs that are there.</source>
        <translation>“runs”命令会列出现有的运行。</translation>
    </message>
    <message>
        <source>The command “sweep --list” lists those that are there.</source>
        <translation>命令“sweep --list”列出已有的超参搜索。</translation>
    </message>
    <message>
        <source>The computer has too little free memory for this training.</source>
        <translation>计算机的可用内存不足以进行这次训练。</translation>
    </message>
    <message>
        <source>The covered square has a side of {found}, expected 1 to {most} pixels.</source>
        <translation>遮挡方块的边长为 {found}，应为 1 到 {most} 像素。</translation>
    </message>
    <message>
        <source>The data file {path} cannot be read: {reason}.</source>
        <translation>无法读取数据文件 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The data file {path} is damaged: expected a content with MD5 {expected}, found {found}.</source>
        <translation>数据文件 {path} 已损坏：内容的 MD5 应为 {expected}，实际为 {found}。</translation>
    </message>
    <message>
        <source>The data file {path} is damaged: expected gzipped data, found {found} bytes that do not unpack ({reason}).</source>
        <translation>数据文件 {path} 已损坏：应为 gzip 数据，实际的 {found} 字节无法解压（{reason}）。</translation>
    </message>
    <message>
        <source>The data file {path} is missing: expected a gzipped IDX file, found nothing.</source>
        <translation>缺少数据文件 {path}：应有一个 gzip 压缩的 IDX 文件，实际什么都没有。</translation>
    </message>
    <message>
        <source>The dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>The dataset {dataset} has other examples now than it had then.</source>
        <translation>数据集 {dataset} 的样本已与当时不同。</translation>
    </message>
    <message>
        <source>The dataset {title} is not here yet (a download of about {size} MB).</source>
        <translation>数据集 {title} 尚未取得（需下载约 {size} MB）。</translation>
    </message>
    <message>
        <source>The dataset “{name}” cannot be deleted: {reason}.</source>
        <translation>无法删除数据集“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The dataset “{name}” cannot be written: {reason}.</source>
        <translation>无法写入数据集“{name}”：{reason}。</translation>
    </message>
    <message>
        <source>The dataset “{name}” is damaged: {reason}.</source>
        <translation>数据集“{name}”已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The dataset “{name}” is no longer here: its files were expected in {folder}.</source>
        <translation>数据集“{name}”已不在：其文件应位于 {folder}。</translation>
    </message>
    <message>
        <source>The derivative of −ln ŷ is −1/ŷ: the surer the output is of what is wrong, the more the loss would change.</source>
        <translation>−ln ŷ 的导数是 −1/ŷ：输出对错误答案越肯定，损失的变化就越大。</translation>
    </message>
    <message>
        <source>The derivative of −ln ŷ is −1/ŷ; where y = 0 the output does not appear in the loss.</source>
        <translation>−ln ŷ 的导数是 −1/ŷ；y = 0 时该输出不出现在损失里。</translation>
    </message>
    <message>
        <source>The device {requested} cannot be used: {reason}</source>
        <translation>设备 {requested} 无法使用：{reason}</translation>
    </message>
    <message>
        <source>The difference between {better} and {worse}, {points} points ({high} against {low}), is not more than chance. Were both equally good, one this large would come in {chance} comparisons.</source>
        <translation>{better} 与 {worse} 相差 {points} 个百分点（{high} 对 {low}），没有超出偶然。若两者同样好，这样大的差异在比较中会出现：{chance}。</translation>
    </message>
    <message>
        <source>The disk is full: the run could not be saved. {file}</source>
        <translation>磁盘已满，运行无法保存。{file}</translation>
    </message>
    <message>
        <source>The disk is full: the weights of {family} take {size} MB in {folder}.</source>
        <translation>磁盘已满：{family} 的权重需要 {folder} 中的 {size} MB 空间。</translation>
    </message>
    <message>
        <source>The download of {family} broke off: expected {expected} MB, received {found} MB.</source>
        <translation>{family} 的下载中断了：应有 {expected} MB，只收到 {found} MB。</translation>
    </message>
    <message>
        <source>The download of {title} broke off: expected {expected} MB, received {found} MB.</source>
        <translation>{title} 的下载中断：应为 {expected} MB，收到 {found} MB。</translation>
    </message>
    <message>
        <source>The drawing cannot be kept: {reason}.</source>
        <translation>无法保存手写样本：{reason}。</translation>
    </message>
    <message>
        <source>The encoder presses the picture into a code of 16 numbers, the decoder draws a picture of 28×28 from it, and one Linear layer reads the drawing. Nobody asks the drawing to look like the digit: look at what the decoder paints to make the classes easy.</source>
        <translation>编码器把图片压成 16 个数的编码，解码器由它画出 28×28 的图片，再由一个全连接层来读这幅画。没有人要求画得像数字：看看解码器画了什么来使分类变得容易。</translation>
    </message>
    <message>
        <source>The epochs cannot be looked at: {kind}: {message}</source>
        <translation>无法查看各轮次：{kind}：{message}</translation>
    </message>
    <message>
        <source>The file holds more than {most} layers.</source>
        <translation>文件包含超过 {most} 层。</translation>
    </message>
    <message>
        <source>The file is damaged; train again or restore it from a copy.</source>
        <translation>文件已损坏；请重新训练，或从备份恢复。</translation>
    </message>
    <message>
        <source>The file {file} is larger than {most} MB.</source>
        <translation>文件 {file} 大于 {most} MB。</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: {reason}.</source>
        <translation>无法读取文件 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The files of the run do not belong together; train again.</source>
        <translation>运行的各文件不相配；请重新训练。</translation>
    </message>
    <message>
        <source>The files of {title} in {folder} are damaged: {reason}.</source>
        <translation>{folder} 中的 {title} 文件已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The first axis that is laid out, counted without the batch.</source>
        <translation>要展平的第一个轴，不计批。</translation>
    </message>
    <message>
        <source>The first one left out: {first}</source>
        <translation>第一个略去的：{first}</translation>
    </message>
    <message>
        <source>The folder {folder} is not empty: a run needs a folder of its own.</source>
        <translation>文件夹 {folder} 不是空的：每次运行都需要自己的文件夹。</translation>
    </message>
    <message>
        <source>The gradient is very large ({norm}), most of it in {layer}.</source>
        <translation>梯度很大（{norm}），大部分在 {layer} 中。</translation>
    </message>
    <message>
        <source>The gradient, averaged over {samples} copies of the image with {noise} % noise.</source>
        <translation>梯度，对 {samples} 份加了 {noise}% 噪声的图像取平均。</translation>
    </message>
    <message>
        <source>The gradients of so many batches make one step: as one larger batch, in the memory of a small one.</source>
        <translation>这么多批的梯度合成一步：相当于一个更大的批，而只占一个小批的内存。</translation>
    </message>
    <message>
        <source>The input and the output cannot be deleted.</source>
        <translation>输入层和输出层不能删除。</translation>
    </message>
    <message>
        <source>The input and the output keep their places.</source>
        <translation>输入层和输出层的位置不能改变。</translation>
    </message>
    <message>
        <source>The input of this network cannot be used: {reason}.</source>
        <translation>这个网络的输入无法使用：{reason}。</translation>
    </message>
    <message>
        <source>The input reads nothing.</source>
        <translation>输入层不读取任何层。</translation>
    </message>
    <message>
        <source>The larger, the closer it comes to ReLU.</source>
        <translation>越大越接近 ReLU。</translation>
    </message>
    <message>
        <source>The largest of its window; the others leave no trace, and get no gradient.</source>
        <translation>窗口中最大的一个；其余的不留痕迹，也得不到梯度。</translation>
    </message>
    <message>
        <source>The last axis that is laid out; −1 is the last there is.</source>
        <translation>要展平的最后一个轴；−1 是最后一个。</translation>
    </message>
    <message>
        <source>The layer cannot be looked into: {kind}: {message}</source>
        <translation>无法查看这一层的内部：{kind}：{message}</translation>
    </message>
    <message>
        <source>The logarithm of Softmax, computed without overflow. Older code ends in it; the cross-entropy of logits computes the same by itself.</source>
        <translation>Softmax 的对数，计算时不会溢出。较早的代码以它结尾；对 logits 的交叉熵本身就做同样的计算。</translation>
    </message>
    <message>
        <source>The loss fell at no learning rate, so none can be suggested.</source>
        <translation>没有学习率能使损失下降，因此无法给出建议。</translation>
    </message>
    <message>
        <source>The loss is {loss} at step {step}. It began {where}.</source>
        <translation>第 {step} 步的损失为 {loss}。最先出现{where}。</translation>
    </message>
    <message>
        <source>The loss is {loss} at step {step}: the weights are no longer of use.</source>
        <translation>第 {step} 步的损失为 {loss}：权重已经失效。</translation>
    </message>
    <message>
        <source>The loss of this sample is the mean of what its outputs cost.</source>
        <translation>这个样本的损失是各输出损失的平均值。</translation>
    </message>
    <message>
        <source>The loss of this sample is the sum of what its outputs cost.</source>
        <translation>这个样本的损失是各输出损失之和。</translation>
    </message>
    <message>
        <source>The mean that was taken from the pixels on their way here, as a part of white; MNIST&apos;s is 0.1307.</source>
        <translation>像素在到达之前所减去的均值，以白色为 1；MNIST 的是 0.1307。</translation>
    </message>
    <message>
        <source>The members standardise their features in different ways.</source>
        <translation>各成员对特征的标准化方式不同。</translation>
    </message>
    <message>
        <source>The network answers with {found} numbers, but the right class is number {label}.</source>
        <translation>网络给出 {found} 个数，但正确类别是第 {label} 个。</translation>
    </message>
    <message>
        <source>The network cannot be built: {layer} {reason}.</source>
        <translation>网络无法构建：{layer} {reason}。</translation>
    </message>
    <message>
        <source>The network cannot be built: {reason}</source>
        <translation>网络无法构建：{reason}</translation>
    </message>
    <message>
        <source>The network cannot be exported as a script: {layer} {reason}</source>
        <translation>网络无法导出为脚本：{layer} {reason}</translation>
    </message>
    <message>
        <source>The network cannot be trained: its input expects {expected}, {dataset} gives {found}.</source>
        <translation>网络无法训练：输入层需要 {expected}，而 {dataset} 提供 {found}。</translation>
    </message>
    <message>
        <source>The network cannot be trained: {layer} {reason}.</source>
        <translation>网络无法训练：{layer} {reason}。</translation>
    </message>
    <message>
        <source>The network has no weights, so there is nothing to learn.</source>
        <translation>网络没有权重，因此没有可学习的内容。</translation>
    </message>
    <message>
        <source>The network needs exactly one {port}, it has {found}.</source>
        <translation>网络必须恰好有一个 {port}，现有 {found} 个。</translation>
    </message>
    <message>
        <source>The network of LeCun and others that read digits on cheques. It averages where today&apos;s networks take the maximum, and bends with Tanh where they use ReLU. Change one of the two and compare the runs.</source>
        <translation>LeCun 等人用来读支票数字的网络。今天的网络取最大值之处它取平均，用 ReLU 之处它用 Tanh。改变其中之一并比较两次运行。</translation>
    </message>
    <message>
        <source>The network whose features are used. The weights of efficientnet_lite0 are installed with Netwright; those of the others are downloaded once, when you ask for them or train.</source>
        <translation>使用其特征的网络。efficientnet_lite0 的权重随 Netwright 安装；其他网络的权重在您要求或开始训练时下载一次。</translation>
    </message>
    <message>
        <source>The network&apos;s answers to {count} of {images} images are no finite numbers.</source>
        <translation>在 {images} 张图像中，网络对 {count} 张的输出不是有限数值。</translation>
    </message>
    <message>
        <source>The network&apos;s layers and links, from its input to its output</source>
        <translation>网络的层与连接，从输入到输出</translation>
    </message>
    <message>
        <source>The networks are the same.</source>
        <translation>网络相同。</translation>
    </message>
    <message>
        <source>The networks compute the same; some layers have other names.</source>
        <translation>两个网络的计算相同，只是有些层的名称不同。</translation>
    </message>
    <message>
        <source>The networks have different blocks.</source>
        <translation>这些网络的模块不同。</translation>
    </message>
    <message>
        <source>The networks have different layers or links.</source>
        <translation>这些网络的层或连接不同。</translation>
    </message>
    <message>
        <source>The noise is {found}, expected 0 to 1 of full brightness.</source>
        <translation>噪声为 {found}，应为满亮度的 0 到 1。</translation>
    </message>
    <message>
        <source>The number must lie between {low} and {high}, but it is {found}.</source>
        <translation>数值必须在 {low} 与 {high} 之间，但现在是 {found}。</translation>
    </message>
    <message>
        <source>The number of training images</source>
        <translation>训练图像的数量</translation>
    </message>
    <message>
        <source>The numbers that pixels become: mean 0 and standard deviation 1 over the training images of the dataset, channel by channel; 0 to 1; or -1 to 1.</source>
        <translation>像素变成的数值：按数据集训练图像的每个通道均值为 0、标准差为 1；0 到 1；或 -1 到 1。</translation>
    </message>
    <message>
        <source>The old axes in their new order, counted from 0 without the batch; 1, 0 swaps the two of a sequence.</source>
        <translation>旧轴的新次序，从 0 数起，不计批；1, 0 交换序列的两个轴。</translation>
    </message>
    <message>
        <source>The other epochs and the run itself are as they were.</source>
        <translation>其他轮次和该运行本身不受影响。</translation>
    </message>
    <message>
        <source>The outputs cannot be shown: {kind}: {message}</source>
        <translation>输出无法显示：{kind}：{message}</translation>
    </message>
    <message>
        <source>The package av is missing or damaged; install Netwright&apos;s packages again.</source>
        <translation>软件包 av 缺失或损坏；请重新安装 Netwright 的软件包。</translation>
    </message>
    <message>
        <source>The picture has {count} separate marks, at most {most} digits are read.</source>
        <translation>图片中有 {count} 处独立的笔迹，最多识别 {most} 个数字。</translation>
    </message>
    <message>
        <source>The picture is averaged down to 4×4 numbers, then 3, 2 and 2 units work on it: 95 parameters, few enough to follow every one by hand. All ten digits must pass through two numbers, so watch which of them stay mixed up: after 10 epochs of 6,000 digits at a learning rate of 0.01 it got four in ten right. Give the narrow layers more units and see what that mends.</source>
        <translation>图片先平均成 4×4 个数，然后由 3、2、2 个单元处理：95 个参数，少到可以逐个手算。所有十个数字都必须通过两个数，因此注意哪些数字会混在一起：用 6,000 个数字、学习率 0.01 训练 10 轮之后，它答对十分之四。给窄层更多单元，看看能改善什么。</translation>
    </message>
    <message>
        <source>The precision {precision} cannot be used here: {reason}.</source>
        <translation>此处无法使用数值精度 {precision}：{reason}。</translation>
    </message>
    <message>
        <source>The prediction failed: {kind}: {message}</source>
        <translation>预测失败：{kind}：{message}</translation>
    </message>
    <message>
        <source>The probe of {processes} processes failed: {reason}</source>
        <translation>{processes} 个进程的试测失败：{reason}</translation>
    </message>
    <message>
        <source>The probe of {processes} processes was not done after {seconds} s.</source>
        <translation>{processes} 个进程的试测在 {seconds} 秒后仍未完成。</translation>
    </message>
    <message>
        <source>The process of run {number} of {count} ended by itself (exit code {code}).</source>
        <translation>第 {number} / {count} 次运行的进程自行结束（退出码 {code}）。</translation>
    </message>
    <message>
        <source>The process that trained the run ended without a word.</source>
        <translation>训练该运行的进程已结束，未给出任何说明。</translation>
    </message>
    <message>
        <source>The processes ended with exit code {code} before the run began: {words}</source>
        <translation>进程在运行开始前以退出码 {code} 结束：{words}</translation>
    </message>
    <message>
        <source>The processes that train end before they begin (exit code {code}).</source>
        <translation>训练进程在开始之前就结束了（退出码 {code}）。</translation>
    </message>
    <message>
        <source>The project can be trained.</source>
        <translation>项目可以训练。</translation>
    </message>
    <message>
        <source>The project has version {found}, this program reads versions up to {expected}.</source>
        <translation>项目的版本为 {found}，本程序最高可读版本 {expected}。</translation>
    </message>
    <message>
        <source>The queue; empty takes the cluster&apos;s own choice.</source>
        <translation>队列；留空则由集群决定。</translation>
    </message>
    <message>
        <source>The quick network at one and a half times its width, for digits that you draw yourself. The recipe of its name shows it more ways to write a digit than MNIST has: crossed sevens, ones with a flag, open fours.</source>
        <translation>快速网络的一倍半宽度，用于您自己画的数字。同名配方让它看到比 MNIST 更多的数字写法：带横杠的 7、带起笔的 1、开口的 4。</translation>
    </message>
    <message>
        <source>The quick network at twice its width: a GPU has the room, and large batches keep it busy. Each convolution is followed by few and simple steps, because on a GPU every step costs a launch. Train it with the recipe of its name, which computes in TF32 and moves each digit anew in every epoch.</source>
        <translation>宽度加倍的“快速识别数字”网络：GPU 有足够的余地，大批量让它一直忙碌。每个卷积之后只有少量简单的步骤，因为在 GPU 上每个步骤都要启动一次内核。请用配套的配方（MNIST，适合 GPU）训练：它以 TF32 计算，并在每一轮重新移动每个数字。</translation>
    </message>
    <message>
        <source>The random numbers of {layers} differ from those that one process would draw.</source>
        <translation>{layers} 的随机数与单个进程所抽取的不同。</translation>
    </message>
    <message>
        <source>The rate is multiplied by the factor after more than so many epochs without a better validation.</source>
        <translation>验证结果超过这么多轮没有改善时，学习率乘以衰减倍数。</translation>
    </message>
    <message>
        <source>The rectangle&apos;s area is drawn from 0.02 to this share of the image.</source>
        <translation>矩形的面积在图像的 0.02 与这一比例之间抽取。</translation>
    </message>
    <message>
        <source>The row reader with a simpler memory: three gates&apos; worth of weights where the LSTM has four. Train both with the same seed and compare accuracy and time.</source>
        <translation>记忆更简单的逐行读取：LSTM 有四个门的权重，它只有三个。用同一个种子训练两者，比较准确率和时间。</translation>
    </message>
    <message>
        <source>The rule that turns gradients into changes of the weights. Muon moves weight matrices, AdamW the rest.</source>
        <translation>把梯度变成权重改变量的规则。Muon 更新权重矩阵，其余由 AdamW 更新。</translation>
    </message>
    <message>
        <source>The run can be paused, changed and stopped from here.</source>
        <translation>可以在此暂停、更改和停止该运行。</translation>
    </message>
    <message>
        <source>The run could not be saved: {reason}. {file}</source>
        <translation>运行无法保存：{reason}。{file}</translation>
    </message>
    <message>
        <source>The run itself may go on: see to it that the disk is mounted, then follow it again.</source>
        <translation>运行本身可能仍在进行：请确认磁盘已挂载，然后重新跟踪。</translation>
    </message>
    <message>
        <source>The run was stopped before its first weights were saved, or they were deleted.</source>
        <translation>运行在首次保存权重之前就停止了，或者权重已被删除。</translation>
    </message>
    <message>
        <source>The run {run} cannot answer for {dataset}: its classes or images differ.</source>
        <translation>运行 {run} 无法为 {dataset} 作答：类别或图像不同。</translation>
    </message>
    <message>
        <source>The run {run} cannot be brought back: {reason}.</source>
        <translation>无法恢复运行 {run}：{reason}。</translation>
    </message>
    <message>
        <source>The run {run} cannot be deleted: {reason}.</source>
        <translation>无法删除运行 {run}：{reason}。</translation>
    </message>
    <message>
        <source>The run {run} cannot be evaluated on {dataset}: its classes or images differ.</source>
        <translation>运行 {run} 无法在 {dataset} 上评估：类别或图像不一致。</translation>
    </message>
    <message>
        <source>The run {run} cannot be written into {file}: {reason}.</source>
        <translation>无法把运行 {run} 写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The run {run} cannot go on: it has no checkpoint.</source>
        <translation>运行 {run} 无法继续：它没有检查点。</translation>
    </message>
    <message>
        <source>The run {run} cannot go on: {damage}</source>
        <translation>运行 {run} 无法继续：{damage}</translation>
    </message>
    <message>
        <source>The run {run} cannot go on: {reason}.</source>
        <translation>运行 {run} 无法继续：{reason}。</translation>
    </message>
    <message>
        <source>The run {run} does not lie among the others in {folder}.</source>
        <translation>运行 {run} 不在 {folder} 的其他运行之中。</translation>
    </message>
    <message>
        <source>The run {run} gets {share} % of what it was to learn wrong, as guessing does.</source>
        <translation>运行 {run} 把要学的内容答错了 {share} %，与猜测无异。</translation>
    </message>
    <message>
        <source>The run {run} has no checkpoint after step {step}.</source>
        <translation>运行 {run} 没有第 {step} 步之后的检查点。</translation>
    </message>
    <message>
        <source>The run {run} has no curves: it ended before its first step was told.</source>
        <translation>运行 {run} 没有曲线：它在第一步之前就结束了。</translation>
    </message>
    <message>
        <source>The run {run} has no weights yet.</source>
        <translation>运行 {run} 还没有权重。</translation>
    </message>
    <message>
        <source>The run {run} is being written by another window or program.</source>
        <translation>运行 {run} 正由另一窗口或程序写入。</translation>
    </message>
    <message>
        <source>The run {run} is damaged: its network answers {found}, expected {expected}.</source>
        <translation>运行 {run} 已损坏：其网络的输出为 {found}，应为 {expected}。</translation>
    </message>
    <message>
        <source>The run {run} is damaged: {file} holds no JSON object.</source>
        <translation>运行 {run} 已损坏：{file} 中没有 JSON 对象。</translation>
    </message>
    <message>
        <source>The run {run} is still training, in another window or program.</source>
        <translation>运行 {run} 仍在另一窗口或程序中训练。</translation>
    </message>
    <message>
        <source>The run {run} is still training.</source>
        <translation>运行 {run} 仍在训练。</translation>
    </message>
    <message>
        <source>The run {run} knows other classes than {first}: {found}, expected {expected}.</source>
        <translation>运行 {run} 的类别与 {first} 不同：是 {found}，应为 {expected}。</translation>
    </message>
    <message>
        <source>The run {run} learned no digits of 28×28 pixels.</source>
        <translation>运行 {run} 学习的不是 28×28 像素的数字。</translation>
    </message>
    <message>
        <source>The run {run} takes other examples than {first}: {found}, expected {expected}.</source>
        <translation>运行 {run} 的样本与 {first} 不同：是 {found}，应为 {expected}。</translation>
    </message>
    <message>
        <source>The run {run} was chosen twice.</source>
        <translation>运行 {run} 被选了两次。</translation>
    </message>
    <message>
        <source>The run {run} was put together of other runs and has no epochs of its own.</source>
        <translation>运行 {run} 由其他运行合成，没有自己的轮次。</translation>
    </message>
    <message>
        <source>The run {run} was put together of other runs and was not trained itself.</source>
        <translation>运行 {run} 由其他运行合成，本身没有训练过。</translation>
    </message>
    <message>
        <source>The run {run} was put together of other runs, it was not trained itself: nothing goes on.</source>
        <translation>运行 {run} 由其他运行合成，本身没有训练过：没有可继续的。</translation>
    </message>
    <message>
        <source>The run&apos;s folder {folder} can no longer be read: {reason}.</source>
        <translation>无法再读取运行的文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The runs kept different images aside, so that there are none to choose by.</source>
        <translation>这些运行留出的图像各不相同，因此没有可用来挑选的图像。</translation>
    </message>
    <message>
        <source>The runs kept no images aside, so that there are none to choose by.</source>
        <translation>这些运行没有留出图像，因此没有可用来挑选的图像。</translation>
    </message>
    <message>
        <source>The runs {run} and {first} are of different networks: only weights of the same one can be averaged.</source>
        <translation>运行 {run} 与 {first} 的网络不同：只能平均同一网络的权重。</translation>
    </message>
    <message>
        <source>The same bits up to step {step}, where one of the runs ends.</source>
        <translation>到第 {step} 步为止逐位相同，其中一次运行在此结束。</translation>
    </message>
    <message>
        <source>The same bits: all {steps} steps, every epoch&apos;s figures and the weights are equal.</source>
        <translation>逐位相同：全部 {steps} 步、每个轮次的数值和权重都相等。</translation>
    </message>
    <message>
        <source>The same command is started on each of them.</source>
        <translation>在每台机器上启动相同的命令。</translation>
    </message>
    <message>
        <source>The same seed gives the same bits. Off lets a GPU take faster ways whose last digits vary.</source>
        <translation>种子相同，结果逐位相同。关闭后 GPU 可采用更快的算法，但末几位数字会有出入。</translation>
    </message>
    <message>
        <source>The same weight is used in many places; what comes back in {count} of them is not 0 and adds up.</source>
        <translation>同一个权重在许多位置使用；其中 {count} 处传回的梯度不为 0，全部相加。</translation>
    </message>
    <message>
        <source>The search space has a dimension twice.</source>
        <translation>搜索空间中有一个维度出现了两次。</translation>
    </message>
    <message>
        <source>The share of each class that is kept for the test, and never learned from.</source>
        <translation>每个类别中留作测试、绝不用于学习的比例。</translation>
    </message>
    <message>
        <source>The share of the run after which the weights of each epoch are averaged.</source>
        <translation>运行进行到这一比例之后，对每一轮的权重取平均。</translation>
    </message>
    <message>
        <source>The share of the target that is spread over all classes; calms overconfidence.</source>
        <translation>目标中均摊到所有类别的比例；可抑制过度自信。</translation>
    </message>
    <message>
        <source>The share of the training images kept aside to measure progress; never trained on.</source>
        <translation>留出来衡量进展的那部分训练图像的比例；这些图像从不用于训练。</translation>
    </message>
    <message>
        <source>The short cut x goes through untouched; the attention adds a, the two Linear layers add f, each computed of normalised numbers.</source>
        <translation>捷径 x 原样通过；注意力加上 a，两个 Linear 层加上 f，二者都由归一化后的数算出。</translation>
    </message>
    <message>
        <source>The sigmoid is steepest, ¼, where it answers ½, and flat where it is sure of itself.</source>
        <translation>Sigmoid 在输出 ½ 处最陡，斜率为 ¼；在它很肯定的地方则平坦。</translation>
    </message>
    <message>
        <source>The sigmoid σ squeezes the sum between 0 and 1.</source>
        <translation>Sigmoid 函数 σ 把和压缩到 0 与 1 之间。</translation>
    </message>
    <message>
        <source>The size of each step. Too large and the loss jumps or becomes NaN, too small and nothing moves.</source>
        <translation>每一步的大小。太大，损失会跳动或变成 NaN；太小，几乎没有进展。</translation>
    </message>
    <message>
        <source>The sizes of an example that leaves; −1 for one of them means the rest.</source>
        <translation>输出样例的各维大小；其中一个可以是 −1，表示其余部分。</translation>
    </message>
    <message>
        <source>The sizes that the axis falls into; −1 for one of them means the rest. Images: channels first.</source>
        <translation>该轴分成的各维大小；其中一个可以是 −1，表示其余部分。图像：通道在前。</translation>
    </message>
    <message>
        <source>The slope ŷ(1 − ŷ) cancels what stands below the fractions; ŷ − y is left, because this is the binary form, one cross-entropy for each output.</source>
        <translation>斜率 ŷ(1 − ŷ) 约去了分母，只剩下 ŷ − y，因为这是二元形式：每个输出各有一个交叉熵。</translation>
    </message>
    <message>
        <source>The square changes by twice the difference, shared among the outputs.</source>
        <translation>平方的变化率是差的两倍，再由各输出平分。</translation>
    </message>
    <message>
        <source>The squared error is the square of how far the output is from its target.</source>
        <translation>平方误差是输出与目标之差的平方。</translation>
    </message>
    <message>
        <source>The standard deviation that the pixels were divided by on their way here; MNIST&apos;s is 0.3081.</source>
        <translation>像素在到达之前所除以的标准差；MNIST 的是 0.3081。</translation>
    </message>
    <message>
        <source>The start of all random numbers: the same seed gives the same run.</source>
        <translation>所有随机数的起点：种子相同，运行就相同。</translation>
    </message>
    <message>
        <source>The start of the sampler&apos;s random numbers; the runs have their own.</source>
        <translation>采样器随机数的起点；各次运行有自己的种子。</translation>
    </message>
    <message>
        <source>The storage has another sweep called {sweep}: its space, aims or project differ.</source>
        <translation>存储中已有另一个名为 {sweep} 的超参搜索：其搜索空间、目标或项目不同。</translation>
    </message>
    <message>
        <source>The storage {address} does not answer ({reason}); it is asked again.</source>
        <translation>存储 {address} 没有响应（{reason}）；将再次尝试。</translation>
    </message>
    <message>
        <source>The storage {address} does not answer: {reason}.</source>
        <translation>存储 {address} 没有应答：{reason}。</translation>
    </message>
    <message>
        <source>The stored state of the optimizer does not fit the network: {what}.</source>
        <translation>保存的优化器状态与网络不匹配：{what}。</translation>
    </message>
    <message>
        <source>The stride is {found}, expected 1 to the square&apos;s side of {most} pixels.</source>
        <translation>步幅为 {found}，应为 1 到方块边长 {most} 像素。</translation>
    </message>
    <message>
        <source>The sweep is as it was; it shows again once the storage answers.</source>
        <translation>超参搜索保持原样；存储恢复应答后会再次显示。</translation>
    </message>
    <message>
        <source>The sweep {sweep} cannot be deleted: {reason}.</source>
        <translation>无法删除超参搜索 {sweep}：{reason}。</translation>
    </message>
    <message>
        <source>The sweep&apos;s journal cannot be used ({reason}); it is tried again.</source>
        <translation>无法使用超参搜索的日志文件（{reason}）；将再次尝试。</translation>
    </message>
    <message>
        <source>The sweep&apos;s workers cannot start: they end with code {code}.</source>
        <translation>超参搜索的工作进程无法启动：以退出码 {code} 结束。</translation>
    </message>
    <message>
        <source>The table {name} is empty.</source>
        <translation>表格 {name} 是空的。</translation>
    </message>
    <message>
        <source>The table {name} is larger than {most} GB.</source>
        <translation>表格 {name} 大于 {most} GB。</translation>
    </message>
    <message>
        <source>The token or step to keep: 0 is the first, −1 the last.</source>
        <translation>要保留的标记或步：0 是第一个，−1 是最后一个。</translation>
    </message>
    <message>
        <source>The training could not start: {kind}: {message}</source>
        <translation>训练无法开始：{kind}：{message}</translation>
    </message>
    <message>
        <source>The training failed.</source>
        <translation>训练失败。</translation>
    </message>
    <message>
        <source>The training images take more memory than there is for networks together.</source>
        <translation>训练图像占用的内存超过了一起训练网络时可用的内存。</translation>
    </message>
    <message>
        <source>The training images take {size} GB, which memory has no room for: they are read from the disk batch by batch.</source>
        <translation>训练图像占 {size} GB，内存容纳不下：将逐批从磁盘读取。</translation>
    </message>
    <message>
        <source>The training is boosted on the run {run}, and no runs are known here.</source>
        <translation>训练基于运行 {run} 提升，而这里没有已知的运行。</translation>
    </message>
    <message>
        <source>The training is boosted on the run {run}, which a script does not have.</source>
        <translation>训练基于运行 {run} 提升，而脚本中没有它。</translation>
    </message>
    <message>
        <source>The training loss has not moved for {epochs} epochs.</source>
        <translation>训练损失处于平台期：已有 {epochs} 轮没有变化。</translation>
    </message>
    <message>
        <source>The training loss still falls, but the validation loss rises since epoch {epoch}: the network learns its images by heart.</source>
        <translation>训练损失仍在下降，而验证损失自第 {epoch} 轮起上升：网络在死记图像（过拟合）。</translation>
    </message>
    <message>
        <source>The training starts from the run {run}, which has no weight that fits.</source>
        <translation>训练从运行 {run} 开始，但其中没有相配的权重。</translation>
    </message>
    <message>
        <source>The training starts from the run {run}: copy its folder {folder} there, too.</source>
        <translation>训练从运行 {run} 开始：请把其文件夹 {folder} 也复制到那里。</translation>
    </message>
    <message>
        <source>The training starts from the weights of the run {run}, which a script does not have.</source>
        <translation>训练从运行 {run} 的权重开始，而脚本没有这些权重。</translation>
    </message>
    <message>
        <source>The training stopped with an unexpected error: {kind}: {message}</source>
        <translation>训练因意外错误而停止：{kind}：{message}</translation>
    </message>
    <message>
        <source>The training thread ended without a word.</source>
        <translation>训练线程意外结束，没有给出原因。</translation>
    </message>
    <message>
        <source>The training&apos;s process crashed ({signal}).</source>
        <translation>训练进程崩溃（{signal}）。</translation>
    </message>
    <message>
        <source>The training&apos;s process ended with exit code {code} and without a word.</source>
        <translation>训练进程以退出码 {code} 结束，未给出任何说明。</translation>
    </message>
    <message>
        <source>The training&apos;s process was killed ({signal}).</source>
        <translation>训练进程被终止（{signal}）。</translation>
    </message>
    <message>
        <source>The two runs differ in their seed only.</source>
        <translation>两次运行只有种子不同。</translation>
    </message>
    <message>
        <source>The unit adds up what comes in, each value times the weight of its link, and its bias.</source>
        <translation>神经元把每个输入值乘以相应连接的权重后相加，再加上偏置。</translation>
    </message>
    <message>
        <source>The validation figure that tells which epoch is the best, and whether to stop early.</source>
        <translation>用来判断哪个轮次最佳、是否早停的验证指标。</translation>
    </message>
    <message>
        <source>The validation fold is {fold}, but there are only {folds} folds.</source>
        <translation>验证折是第 {fold} 折，但一共只有 {folds} 折。</translation>
    </message>
    <message>
        <source>The validation has no example of {classes}.</source>
        <translation>验证集中没有 {classes} 的样本。</translation>
    </message>
    <message>
        <source>The validation loss is {loss} after step {step}. It shows first {where}.</source>
        <translation>第 {step} 步之后的验证损失为 {loss}。最早出现{where}。</translation>
    </message>
    <message>
        <source>The validation loss is {loss} after step {step}: the weights are of no use.</source>
        <translation>第 {step} 步之后的验证损失为 {loss}：权重已经失效。</translation>
    </message>
    <message>
        <source>The weights do not fit the network: {reason}</source>
        <translation>权重与网络不匹配：{reason}</translation>
    </message>
    <message>
        <source>The weights of efficientnet_lite0 cannot be used: {reason}.</source>
        <translation>efficientnet_lite0 的权重无法使用：{reason}。</translation>
    </message>
    <message>
        <source>The weights of epoch {epoch} are gone: a better epoch took their place.</source>
        <translation>第 {epoch} 轮次的权重已不在：更好的轮次取代了它。</translation>
    </message>
    <message>
        <source>The weights of epoch {epoch} cannot be read: {file} is damaged: {reason}.</source>
        <translation>无法读取第 {epoch} 轮次的权重：{file} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The weights of {family} are damaged: the SHA-256 of {file} begins with {found}, expected {expected}.</source>
        <translation>{family} 的权重已损坏：{file} 的 SHA-256 以 {found} 开头，应为 {expected}。</translation>
    </message>
    <message>
        <source>The weights of {family} are not here yet (about {size} MB). Select its layer and press Download; a training brings them, too.</source>
        <translation>{family} 的权重还不在这台电脑上（约 {size} MB）。请选中它的层并按“下载”；训练时也会自动下载。</translation>
    </message>
    <message>
        <source>The weights of {family} cannot be read: {file} ({reason}).</source>
        <translation>无法读取 {family} 的权重：{file}（{reason}）。</translation>
    </message>
    <message>
        <source>The weights of {family} cannot be written to {folder}: {reason}.</source>
        <translation>无法把 {family} 的权重写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The weights of {family} did not come: {kind}: {message}</source>
        <translation>没有得到 {family} 的权重：{kind}：{message}</translation>
    </message>
    <message>
        <source>The weights of {family} did not come: {url} answers «{status}».</source>
        <translation>没有得到 {family} 的权重：{url} 的回答是“{status}”。</translation>
    </message>
    <message>
        <source>The weights of {family} did not come: {url} cannot be reached ({reason}).</source>
        <translation>没有得到 {family} 的权重：无法连接 {url}（{reason}）。</translation>
    </message>
    <message>
        <source>The weights {file} are missing.</source>
        <translation>缺少权重文件 {file}。</translation>
    </message>
    <message>
        <source>The weights {file} cannot be read: {reason}.</source>
        <translation>无法读取权重文件 {file}：{reason}。</translation>
    </message>
    <message>
        <source>There are no images to evaluate on.</source>
        <translation>没有可用于评估的图像。</translation>
    </message>
    <message>
        <source>There are no rows of numbers at {path}.</source>
        <translation>{path} 处没有数值行。</translation>
    </message>
    <message>
        <source>There are {count} drawings of yours, at least {least} are needed.</source>
        <translation>您的手写样本有 {count} 个，至少需要 {least} 个。</translation>
    </message>
    <message>
        <source>There are {found} class weights, but the dataset has {expected} classes.</source>
        <translation>类别权重有 {found} 个，而数据集有 {expected} 个类别。</translation>
    </message>
    <message>
        <source>There is already a block named {name}.</source>
        <translation>已有名为 {name} 的块。</translation>
    </message>
    <message>
        <source>There is already a dataset “{name}”, of other images.</source>
        <translation>已有数据集“{name}”，其图像不同。</translation>
    </message>
    <message>
        <source>There is already a layer named {name}.</source>
        <translation>已有名为 {name} 的层。</translation>
    </message>
    <message>
        <source>There is already “{name}”.</source>
        <translation>已有“{name}”。</translation>
    </message>
    <message>
        <source>There is no Slurm here: expected the command “sbatch”, found none.</source>
        <translation>这里没有 Slurm：需要命令 “sbatch”，但未找到。</translation>
    </message>
    <message>
        <source>There is no class of index {found}: expected 0 to {last}.</source>
        <translation>没有序号为 {found} 的类别：应为 0 到 {last}。</translation>
    </message>
    <message>
        <source>There is no further place in this direction.</source>
        <translation>这个方向上没有更多位置了。</translation>
    </message>
    <message>
        <source>There is no group of runs “{name}”.</source>
        <translation>没有名为“{name}”的运行组。</translation>
    </message>
    <message>
        <source>There is no imported dataset “{name}”.</source>
        <translation>没有导入过数据集“{name}”。</translation>
    </message>
    <message>
        <source>There is no layer type “{name}”.</source>
        <translation>没有名为“{name}”的层类型。</translation>
    </message>
    <message>
        <source>There is no layer “{name}”.</source>
        <translation>没有名为“{name}”的层。</translation>
    </message>
    <message>
        <source>There is no link from {source} to {target}.</source>
        <translation>{source} 与 {target} 之间没有连线。</translation>
    </message>
    <message>
        <source>There is no network in this code.</source>
        <translation>这段代码中没有网络。</translation>
    </message>
    <message>
        <source>There is no network “{name}” in this code.</source>
        <translation>这段代码中没有网络“{name}”。</translation>
    </message>
    <message>
        <source>There is no recipe “{name}”.</source>
        <translation>没有名为“{name}”的配方。</translation>
    </message>
    <message>
        <source>There is no run “{run}” in the trash.</source>
        <translation>回收站中没有运行“{run}”。</translation>
    </message>
    <message>
        <source>There is no run “{run}”: expected a run&apos;s name or its folder.</source>
        <translation>没有运行“{run}”：应为运行的名称或其文件夹。</translation>
    </message>
    <message>
        <source>There is no saved block named {name}.</source>
        <translation>没有保存过名为 {name} 的块。</translation>
    </message>
    <message>
        <source>There is no sweep “{sweep}”: expected a sweep&apos;s name or its folder.</source>
        <translation>没有名为“{sweep}”的超参搜索：应为超参搜索的名称或其文件夹。</translation>
    </message>
    <message>
        <source>There is no template “{name}”.</source>
        <translation>没有名为“{name}”的模板。</translation>
    </message>
    <message>
        <source>There is no “{name}” among your own.</source>
        <translation>你自己的项目中没有“{name}”。</translation>
    </message>
    <message>
        <source>There is nothing at {path}.</source>
        <translation>{path} 处什么也没有。</translation>
    </message>
    <message>
        <source>There is only one network.</source>
        <translation>只有一个网络。</translation>
    </message>
    <message>
        <source>These networks cannot be trained together: {reason}</source>
        <translation>这些网络不能一起训练：{reason}</translation>
    </message>
    <message>
        <source>These runs have no checkpoint of the same step: they cannot go on together.</source>
        <translation>这些运行没有同一步的检查点，不能一起继续。</translation>
    </message>
    <message>
        <source>They learned from different data.</source>
        <translation>它们从不同的数据学习。</translation>
    </message>
    <message>
        <source>They learned from different parts of the same data.</source>
        <translation>它们从同一数据的不同部分学习。</translation>
    </message>
    <message>
        <source>They were computed with different programs or machines, which changes the last digits.</source>
        <translation>它们由不同的程序版本或机器计算，末尾几位数字会因此不同。</translation>
    </message>
    <message>
        <source>Third objective</source>
        <translation>第三目标</translation>
    </message>
    <message>
        <source>This is no Python code that can be read ({reason}).</source>
        <translation>这不是可以读取的 Python 代码（{reason}）。</translation>
    </message>
    <message>
        <source>This is no search space: expected the format “{expected}”, version {version}.</source>
        <translation>这不是搜索空间：应为格式“{expected}”、版本 {version}。</translation>
    </message>
    <message>
        <source>This is no search space: the JSON cannot be read ({reason}).</source>
        <translation>这不是搜索空间：无法读取 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>This is not a Netwright project: expected the format “{expected}”.</source>
        <translation>这不是 Netwright 项目：格式应为“{expected}”。</translation>
    </message>
    <message>
        <source>This is not a Netwright project: the JSON cannot be read ({reason}).</source>
        <translation>这不是 Netwright 项目：无法读取 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>This layer&apos;s own weight decay; automatic takes the one among the hyperparameters.</source>
        <translation>这一层自己的权重衰减；自动则取超参数中的值。</translation>
    </message>
    <message>
        <source>This layer&apos;s steps are so many times the learning rate; 0.1 learns gently.</source>
        <translation>这一层的步长是学习率的这么多倍；0.1 表示缓慢学习。</translation>
    </message>
    <message>
        <source>This machine has {gpus} GPUs for {processes} processes: all of them take the CPU.</source>
        <translation>这台机器有 {gpus} 块 GPU，而进程有 {processes} 个：全部改用 CPU。</translation>
    </message>
    <message>
        <source>This network has no block named {name}.</source>
        <translation>这个网络没有名为 {name} 的块。</translation>
    </message>
    <message>
        <source>This network takes images, not {count} numbers.</source>
        <translation>此网络接受图像，而不是 {count} 个数。</translation>
    </message>
    <message>
        <source>This network takes {count} numbers, not images.</source>
        <translation>此网络接受 {count} 个数，而不是图像。</translation>
    </message>
    <message>
        <source>This storage needs the Python package {package}, which is not installed.</source>
        <translation>此存储需要 Python 包 {package}，但尚未安装。</translation>
    </message>
    <message>
        <source>This training was already started.</source>
        <translation>这次训练已经开始过了。</translation>
    </message>
    <message>
        <source>Three Linear layers read the picture as one row of 784 numbers. Nothing tells them which pixels are neighbours: shuffle all pixels in the same way and it learns as well. Most of its weights are in the first layer.</source>
        <translation>三个全连接层把图片当作一行 784 个数来读。没有人告诉它们哪些像素相邻：把所有像素以同样方式打乱，它学得一样好。大部分权重在第一层。</translation>
    </message>
    <message>
        <source>Three narrow convolutions leave 3×3 places of 64 channels, which one Linear layer reads. Pooling comes before normalisation and ReLU, which leaves them a quarter of the places to work at. An eighth of the parameters and a third of the multiply-adds of the reference network are enough: with the recipe of its name it learns in seconds.</source>
        <translation>三个窄卷积留下 3×3 个位置、64 个通道，由一个全连接层读取。池化放在归一化和 ReLU 之前，使它们只需处理四分之一的位置。参数只需参考网络的八分之一，乘加运算只需三分之一：用配套的配方（MNIST，最快），它几秒钟就能学会。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To axis</source>
        <translation>结束轴</translation>
    </message>
    <message>
        <source>Token {token} gathers in each of {heads} heads what the others hold (v), weighted by how much it looks at them (a). Head {head} looks most at token {seen}, with {share} % of its attention; its part c weighs most here.</source>
        <translation>词元 {token} 在 {heads} 个头中各自汇集其他词元的内容 (v)，按它对它们的注意力 (a) 加权。第 {head} 个头最关注词元 {seen}，占其注意力的 {share}%；这里它的部分 c 影响最大。</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Train again: no checkpoint was kept yet.</source>
        <translation>请重新训练：尚未保存任何检查点。</translation>
    </message>
    <message>
        <source>Train again; if it happens again, please report it with the log.</source>
        <translation>请重新训练；如果再次发生，请附上日志反馈给我们。</translation>
    </message>
    <message>
        <source>Train it, or leave it out.</source>
        <translation>请训练它，或不选它。</translation>
    </message>
    <message>
        <source>Train on the CPU, or restart the program and check the GPU&apos;s driver.</source>
        <translation>请改用 CPU 训练，或重启程序并检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Train them one by one.</source>
        <translation>请逐个训练它们。</translation>
    </message>
    <message>
        <source>Train them one by one: then images are read from the disk batch by batch.</source>
        <translation>请逐个训练：这样图像会从磁盘逐批读取。</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training images at most</source>
        <translation>训练图像上限</translation>
    </message>
    <message>
        <source>Training, batch</source>
        <translation>训练，每批</translation>
    </message>
    <message>
        <source>Training, mean of an epoch</source>
        <translation>训练，每轮平均</translation>
    </message>
    <message>
        <source>Transfer from EfficientNet-Lite</source>
        <translation>从 EfficientNet-Lite 迁移</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Trials are judged by validation, and no images are kept aside for it.</source>
        <translation>试验按验证结果评判，但没有留出验证图像。</translation>
    </message>
    <message>
        <source>Trials that a worker computes as one, where their networks have one shape: small networks learn in much less time so. What does not fit together is trained one by one.</source>
        <translation>网络形状相同时，一个工作进程合并计算的试验数：小网络的学习时间会大大缩短。不能合并的试验逐个训练。</translation>
    </message>
    <message>
        <source>Trials that are trained at once, each in a process of its own with its share of the processor.</source>
        <translation>同时训练的试验数，每个试验在各自的进程中，分得一部分处理器。</translation>
    </message>
    <message>
        <source>Trials that stay below count as beyond a limit: 0.98 for 98 %.</source>
        <translation>低于此值的试验记为超出限制：98 % 写作 0.98。</translation>
    </message>
    <message>
        <source>Trials that take longer are trained, and count as beyond a limit.</source>
        <translation>用时更长的试验仍会训练，但记为超出限制。</translation>
    </message>
    <message>
        <source>Trials together</source>
        <translation>同时计算的试验</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>Try again later, or take efficientnet_lite0, whose weights are installed, or random weights.</source>
        <translation>请稍后重试，或使用已安装权重的 efficientnet_lite0，或使用随机权重。</translation>
    </message>
    <message>
        <source>Try again. A network that first asks to log in sends a page of its own: then log in with a browser before.</source>
        <translation>请重试。需要先登录的网络会发来自己的页面：请先用浏览器登录。</translation>
    </message>
    <message>
        <source>Try another learning rate (Find…), a schedule, or a larger network.</source>
        <translation>请换一个学习率（测试…）、使用学习率调度，或改用更大的网络。</translation>
    </message>
    <message>
        <source>Turns any numbers into probabilities that add up to 1. At the end of a network it is for you to read: the loss is computed on what comes before it.</source>
        <translation>把任意数变成总和为 1 的概率。放在网络末尾只是方便您阅读：损失是用它之前的数计算的。</translation>
    </message>
    <message>
        <source>Turns each image by up to so many degrees, both ways.</source>
        <translation>每张图像向两侧旋转，最多这么多度。</translation>
    </message>
    <message>
        <source>Turns this share of the images upside down; 0.5 is usual.</source>
        <translation>将这一比例的图像上下翻转；通常为 0.5。</translation>
    </message>
    <message>
        <source>Two convolutions (reference)</source>
        <translation>两层卷积（参考网络）</translation>
    </message>
    <message>
        <source>Two convolutions look for strokes and their joints, two poolings shrink the image, two Linear layers decide. Of its 225,034 parameters, nine in ten are in the first Linear layer, while the second convolution does most of the multiplying.</source>
        <translation>两个卷积寻找笔画及其连接，两个池化缩小图像，两个全连接层作出决定。在 225,034 个参数中，十分之九在第一个全连接层，而大部分乘法由第二个卷积完成。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Unknown dataset “{name}”: expected one of {known}.</source>
        <translation>未知的数据集“{name}”：应为 {known} 之一。</translation>
    </message>
    <message>
        <source>Unknown split “{split}”: expected one of {known}.</source>
        <translation>未知的数据划分“{split}”：应为 {known} 之一。</translation>
    </message>
    <message>
        <source>Update by gradient descent</source>
        <translation>梯度下降更新</translation>
    </message>
    <message>
        <source>Use ReLU instead of Sigmoid or Tanh, normalisation, or a shortcut (Add).</source>
        <translation>请用 ReLU 代替 Sigmoid 或 Tanh，或使用归一化或跳连（Add）。</translation>
    </message>
    <message>
        <source>Use only so many of the training images; empty takes them all.</source>
        <translation>最多使用这么多张训练图像；“全部”即不设上限。</translation>
    </message>
    <message>
        <source>Use smaller first weights (xavier), normalisation before it, or ReLU.</source>
        <translation>请使用较小的初始权重（xavier）、在它之前归一化，或改用 ReLU。</translation>
    </message>
    <message>
        <source>Use that run, or average them all.</source>
        <translation>请使用那次运行，或平均全部。</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation fold</source>
        <translation>验证折</translation>
    </message>
    <message>
        <source>Validation split</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Vertical flip</source>
        <translation>垂直翻转</translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation>预热轮数</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights saved before it are kept. The details help to report it.</source>
        <translation>此前保存的权重都已保留。反馈问题时请附上详情。</translation>
    </message>
    <message>
        <source>Welch&apos;s t-test: p = {p}; permutation test: p = {permutation}.</source>
        <translation>韦尔奇 t 检验：p = {p}；置换检验：p = {permutation}。</translation>
    </message>
    <message>
        <source>What came is kept: try again, and only the rest is downloaded.</source>
        <translation>已收到的部分会保留：重试时只下载其余部分。</translation>
    </message>
    <message>
        <source>What comes into the block from the network around it. Its shape is whatever is linked to the port there.</source>
        <translation>从周围网络进入块的内容。它的形状就是在那里连到此端口的形状。</translation>
    </message>
    <message>
        <source>What each pixel adds to the score, from a black image on. The sum is {total}, the score rose by {rise}: {missed} off.</source>
        <translation>从全黑图像开始，每个像素给得分增加多少。总和为 {total}，得分上升 {rise}，相差 {missed}。</translation>
    </message>
    <message>
        <source>What is validated and kept: the weights themselves, their exponential moving average (EMA), or their mean over the last epochs (SWA, Izmailov et al., 2018).</source>
        <translation>验证和保留的是什么：权重本身、其指数移动平均（EMA），或最后各轮的平均（随机权重平均 SWA，Izmailov 等，2018）。</translation>
    </message>
    <message>
        <source>What it learned from the million photographs of ImageNet, or a fresh start.</source>
        <translation>它从 ImageNet 的上百万张照片中学到的，或全新开始。</translation>
    </message>
    <message>
        <source>What it printed last tells why. “resume” goes on from the last checkpoint, as torchrun does with --max-restarts.</source>
        <translation>它最后输出的内容会说明原因。“resume”可从最近的检查点继续；torchrun 加上 --max-restarts 也会这样做。</translation>
    </message>
    <message>
        <source>What learns</source>
        <translation>学习的部分</translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation>负数所乘的系数。</translation>
    </message>
    <message>
        <source>What stands between the columns of the table.</source>
        <translation>表格各列之间的符号。</translation>
    </message>
    <message>
        <source>What the chain rule brings back to this unit; autograd gives the number.</source>
        <translation>链式法则传回到这个单元的梯度；数值由自动求导给出。</translation>
    </message>
    <message>
        <source>What the dataset is called: small letters, digits, - and _.</source>
        <translation>数据集的名称：小写字母、数字、- 和 _。</translation>
    </message>
    <message>
        <source>What the layer is called in that run, if it is not called as here.</source>
        <translation>该层在那次运行中的名称，若与此处不同。</translation>
    </message>
    <message>
        <source>What the network answers: one number per class. The loss is taken on the logits, a Softmax right before it only turns them into probabilities for you.</source>
        <translation>网络的答案：每个类别一个数。损失用对数几率计算；紧挨在它前面的 Softmax 只是为您把它们变成概率。</translation>
    </message>
    <message>
        <source>What the rate is multiplied by at each step down.</source>
        <translation>每次下降时学习率所乘的数。</translation>
    </message>
    <message>
        <source>What the rate is multiplied by over an epoch, a little at each step.</source>
        <translation>学习率在一轮中总共乘以的数，每步变化一点。</translation>
    </message>
    <message>
        <source>What the training makes small. Cross-entropy suits classes; mean squares and absolute differences compare the probabilities with one-hot targets; focal looks at what is hard; BCE asks each class by itself.</source>
        <translation>训练要减小的量。交叉熵适合分类；均方误差和平均绝对误差把概率与独热目标相比；焦点损失着重困难的图像；BCE 对每个类别单独判断。</translation>
    </message>
    <message>
        <source>What training makes smaller is the mean loss over all {count} samples.</source>
        <translation>训练要减小的是全部 {count} 个样本的平均损失。</translation>
    </message>
    <message>
        <source>What trials are judged by: the best epoch&apos;s validation, or what they cost.</source>
        <translation>评判试验的依据：最佳轮次的验证结果，或试验的代价。</translation>
    </message>
    <message>
        <source>What was dragged here holds no block.</source>
        <translation>拖到这里的内容里没有块。</translation>
    </message>
    <message>
        <source>What was said of the run, {file}, cannot be read: {reason}.</source>
        <translation>无法读取运行的备注 {file}：{reason}。</translation>
    </message>
    <message>
        <source>What you say of the run {run} cannot be kept: {reason}.</source>
        <translation>无法保存对运行 {run} 的备注：{reason}。</translation>
    </message>
    <message>
        <source>What {url} sent are not the weights of {family}: their SHA-256 begins with {expected}, what came with {found}.</source>
        <translation>{url} 发来的不是 {family} 的权重：权重的 SHA-256 以 {expected} 开头，收到的以 {found} 开头。</translation>
    </message>
    <message>
        <source>What {url} sent is no file of {title}: expected the MD5 {expected}, found {found}. It was removed.</source>
        <translation>{url} 发来的不是 {title} 的文件：MD5 应为 {expected}，实为 {found}。该文件已删除。</translation>
    </message>
    <message>
        <source>When the loss is NaN</source>
        <translation>损失为 NaN 时</translation>
    </message>
    <message>
        <source>When the rate is at its highest, as a share of the run.</source>
        <translation>学习率在运行的哪个比例处达到最高。</translation>
    </message>
    <message>
        <source>Where Netwright lies on that machine; its first start there installs it.</source>
        <translation>Netwright 在那台机器上的位置；首次启动时会自动安装。</translation>
    </message>
    <message>
        <source>Where an example enters the network. Pixels arrive normalised: the training images&apos; mean is subtracted and the result divided by their standard deviation.</source>
        <translation>样本进入网络的地方。像素已经过归一化：减去训练图像的均值，再除以它们的标准差。</translation>
    </message>
    <message>
        <source>Where channels of {layer} that speak for the class answer strongly, on {height}×{width} places.</source>
        <translation>{layer} 中支持该类别的通道在哪里响应强烈，分辨率为 {height}×{width}。</translation>
    </message>
    <message>
        <source>Where several processes train one run, batch normalisation takes mean and variance of the whole batch, as one process does. Off: each takes those of its own part, which waits less for the others, and the running statistics are those of the first process.</source>
        <translation>多个进程训练同一次运行时，批归一化取整个批次的均值和方差，与单个进程相同。关闭后，每个进程只用自己那一部分的均值和方差，等待更少，移动统计量取自第一个进程。</translation>
    </message>
    <message>
        <source>Where the network is computed: auto takes the first CUDA GPU, else the CPU.</source>
        <translation>在哪里计算网络：“自动”会选第一块 CUDA GPU，没有则用 CPU。</translation>
    </message>
    <message>
        <source>Where the project&apos;s file lies on that machine; save it and bring it there.</source>
        <translation>项目文件在那台机器上的位置；请保存后带到那里。</translation>
    </message>
    <message>
        <source>Where the rate ends, as a share of the learning rate.</source>
        <translation>学习率的终点值与设定值之比。</translation>
    </message>
    <message>
        <source>Where the rate starts, as a share of the learning rate.</source>
        <translation>学习率的起点值与设定值之比。</translation>
    </message>
    <message>
        <source>Where trials are kept: empty for a file in the sweep&apos;s folder, postgresql://user@host/database or grpc://host:port for several machines.</source>
        <translation>试验保存在何处：留空则为超参搜索文件夹中的一个文件；多台机器时用 postgresql://user@host/database 或 grpc://host:port。</translation>
    </message>
    <message>
        <source>Whether the network is as often right as it says</source>
        <translation>网络是否像它所说的那样经常正确</translation>
    </message>
    <message>
        <source>Whether the numbers of a row are the pixels of an image, or plain numbers that mean anything.</source>
        <translation>一行中的数值是一幅图像的像素，还是表示任意含义的普通数值。</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪一个</translation>
    </message>
    <message>
        <source>Which of the folds is kept aside for validation.</source>
        <translation>哪一折留作验证。</translation>
    </message>
    <message>
        <source>Whom the time is charged to, where the cluster wants to know.</source>
        <translation>机时记在谁的账上（如果集群需要）。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width in the file</source>
        <translation>文件中的宽度</translation>
    </message>
    <message>
        <source>Width of a window that is not square, the kernel size being its height; automatic is square.</source>
        <translation>非方形窗口的宽度，卷积核大小为其高度；自动为方形。</translation>
    </message>
    <message>
        <source>Width of the image that leaves; automatic takes the height.</source>
        <translation>输出图像的宽度；自动则取高度。</translation>
    </message>
    <message>
        <source>Width of the two Linear layers behind the attention; often 2 to 4 times the features.</source>
        <translation>注意力之后两个全连接层的宽度；常为特征数的 2 到 4 倍。</translation>
    </message>
    <message>
        <source>Width × height × channels must be {count}: such as {sizes}.</source>
        <translation>宽 × 高 × 通道数必须等于 {count}：例如 {sizes}。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>With 95 % confidence anything is possible from {first} better by {left} points to {second} by {right}.</source>
        <translation>在 95 % 的置信度下，从 {first} 高出 {left} 个百分点到 {second} 高出 {right} 个百分点都有可能。</translation>
    </message>
    <message>
        <source>With 95 % confidence {better} is better by {least} to {most} points.</source>
        <translation>在 95 % 的置信度下，{better} 高出 {least} 到 {most} 个百分点。</translation>
    </message>
    <message>
        <source>With softmax and cross-entropy: the probability minus its target t, 1 for the right class and else 0.</source>
        <translation>Softmax 配交叉熵：概率减去目标 t（正确类别为 1，其余为 0）。</translation>
    </message>
    <message>
        <source>With two, no single trial wins: the Pareto view shows those that no other one beats in both.</source>
        <translation>有两个目标时不存在唯一的优胜者：帕累托视图显示没有被其他试验在两方面都超过的试验。</translation>
    </message>
    <message>
        <source>With {count} seeds the bootstrap says too narrow an interval; {enough} or more tell more.</source>
        <translation>只有 {count} 个种子时，自助法给出的区间过窄；{enough} 个或更多才更可靠。</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作进程</translation>
    </message>
    <message>
        <source>Write it as in accuracy &gt; 0.98, duration &lt; 5min, parameters &lt;= 50k.</source>
        <translation>写法如 accuracy &gt; 0.98、duration &lt; 5min、parameters &lt;= 50k。</translation>
    </message>
    <message>
        <source>[features]</source>
        <translation>一行特征</translation>
    </message>
    <message>
        <source>a folder for each class</source>
        <translation>每个类别一个文件夹</translation>
    </message>
    <message>
        <source>a list of modules cannot be called; the call is left out</source>
        <translation>模块列表不能被调用；该调用被略去</translation>
    </message>
    <message>
        <source>a network has one input here; {names} are left out</source>
        <translation>此处网络只有一个输入；{names} 被略去</translation>
    </message>
    <message>
        <source>a pixel is no number: {reason}</source>
        <translation>有像素不是数字：{reason}</translation>
    </message>
    <message>
        <source>a statement of this kind is not understood and was left out</source>
        <translation>没有读懂这类语句，已略去</translation>
    </message>
    <message>
        <source>a table of image files and labels</source>
        <translation>图像文件与标签的表格</translation>
    </message>
    <message>
        <source>a table of numbers</source>
        <translation>数值表</translation>
    </message>
    <message>
        <source>a table of pixels</source>
        <translation>像素表格</translation>
    </message>
    <message>
        <source>adds {source} to itself, which only doubles it</source>
        <translation>把 {source} 与自身相加，只是使它加倍</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>answers a single class: the loss is 0 whatever the network does</source>
        <translation>只回答一个类别：无论网络怎么做，损失都是 0</translation>
    </message>
    <message>
        <source>arithmetic with what is no layer&apos;s output is left out</source>
        <translation>与非层输出的运算被略去</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>batches are computed in parts</source>
        <translation>批被分成微批来计算</translation>
    </message>
    <message>
        <source>bends the pixels before any layer has read them</source>
        <translation>在任何层读取像素之前就将其弯曲</translation>
    </message>
    <message>
        <source>changes nothing here</source>
        <translation>在此处不改变任何东西</translation>
    </message>
    <message>
        <source>changes nothing: {above} leaves nothing below 0</source>
        <translation>不改变任何东西：{above} 不会留下 0 以下的数</translation>
    </message>
    <message>
        <source>changes the answer itself at random: it belongs before the last layer</source>
        <translation>随机改变答案本身：它应放在最后一层之前</translation>
    </message>
    <message>
        <source>channels first</source>
        <translation>通道在前</translation>
    </message>
    <message>
        <source>channels last</source>
        <translation>通道在后</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>convolutions in oneDNN&apos;s own layout</source>
        <translation>卷积采用 oneDNN 自己的布局</translation>
    </message>
    <message>
        <source>does not fit {expected} and {found} (input {port}) side by side</source>
        <translation>无法把 {expected} 与 {found}（输入 {port}）并排放置</translation>
    </message>
    <message>
        <source>does not lead to the output and will not be trained</source>
        <translation>没有通向输出，不会被训练</translation>
    </message>
    <message>
        <source>dropout between recurrent layers draws from a state of its own</source>
        <translation>循环层之间的 Dropout 使用自己的随机状态</translation>
    </message>
    <message>
        <source>enlarges by something else than a whole number</source>
        <translation>放大的倍数不是整数</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>expected a name of letters and digits</source>
        <translation>应为由字母和数字组成的名称</translation>
    </message>
    <message>
        <source>expected ascending epochs</source>
        <translation>轮次应递增</translation>
    </message>
    <message>
        <source>expected auto, cpu, cuda or cuda:N</source>
        <translation>应为 auto、cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>expected each axis once: 0, 1, … in any order</source>
        <translation>应包含每个轴各一次：0, 1, … 次序任意</translation>
    </message>
    <message>
        <source>expected none, balanced, or a number of at least 0 for each class</source>
        <translation>应为 none、balanced，或每个类别一个不小于 0 的数</translation>
    </message>
    <message>
        <source>expected one objective or several different ones</source>
        <translation>应有一个目标，或几个不同的目标</translation>
    </message>
    <message>
        <source>expected one to four sizes</source>
        <translation>应为一到四个大小</translation>
    </message>
    <message>
        <source>expected one to four sizes between 1 and 65536</source>
        <translation>应为一到四个 1 到 65536 之间的尺寸</translation>
    </message>
    <message>
        <source>expected pixels from 0 to 255</source>
        <translation>像素应为 0 到 255</translation>
    </message>
    <message>
        <source>expected sizes above 0, or −1 for at most one: the rest</source>
        <translation>应为大于 0 的大小，至多一个可为 −1，表示其余部分</translation>
    </message>
    <message>
        <source>expected whole numbers from 1 on</source>
        <translation>应为从 1 起的整数</translation>
    </message>
    <message>
        <source>expects a sequence ({expected}), receives an image {found}</source>
        <translation>应为序列（{expected}），收到图像 {found}</translation>
    </message>
    <message>
        <source>expects a sequence ({expected}), receives {found} numbers in a row</source>
        <translation>应为序列（{expected}），收到一行 {found} 个数</translation>
    </message>
    <message>
        <source>expects an image ({expected}), receives a sequence {found}</source>
        <translation>应为图像（{expected}），收到序列 {found}</translation>
    </message>
    <message>
        <source>expects an image ({expected}), receives {found} numbers in a row</source>
        <translation>需要图像（{expected}），收到的是一行 {found} 个数</translation>
    </message>
    <message>
        <source>expects as many values as keys ({expected}), receives {found}</source>
        <translation>值的个数应与键相同（{expected}），收到 {found}</translation>
    </message>
    <message>
        <source>expects images of {found}, the dataset has {expected}</source>
        <translation>应为 {found} 的图像，数据集为 {expected}</translation>
    </message>
    <message>
        <source>expects one number per class ({expected}), receives a sequence {found}</source>
        <translation>每个类别应有一个数（{expected}），收到序列 {found}</translation>
    </message>
    <message>
        <source>expects one number per class ({expected}), receives an image {found}</source>
        <translation>每个类别需要一个数（共 {expected} 个），收到的是图像 {found}</translation>
    </message>
    <message>
        <source>expects one number per class ({expected}), receives {found}</source>
        <translation>每个类别需要一个数（共 {expected} 个），收到 {found} 个</translation>
    </message>
    <message>
        <source>expects the batch first (batch_first=True)</source>
        <translation>批应在最前（batch_first=True）</translation>
    </message>
    <message>
        <source>expects {expected} at each input, receives {found} at input {port}</source>
        <translation>每个输入应为 {expected}，输入 {port} 收到 {found}</translation>
    </message>
    <message>
        <source>expects {expected} channels (red, green, blue), receives {found}</source>
        <translation>应为 {expected} 个通道（红、绿、蓝），收到 {found}</translation>
    </message>
    <message>
        <source>expects {expected} channels, receives {found}</source>
        <translation>需要 {expected} 个通道，收到 {found} 个</translation>
    </message>
    <message>
        <source>expects {expected} features, receives {found}</source>
        <translation>需要 {expected} 个特征，收到 {found} 个</translation>
    </message>
    <message>
        <source>expects {expected}, receives an image {found}: flatten it first</source>
        <translation>需要{expected}，收到的是图像 {found}，请先展平</translation>
    </message>
    <message>
        <source>expects {expected}, receives an image {found}: use BatchNorm2d</source>
        <translation>需要{expected}，收到的是图像 {found}，请改用 BatchNorm2d</translation>
    </message>
    <message>
        <source>expects {expected}, receives {found}</source>
        <translation>需要 {expected}，收到 {found}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fewer than 1 of {count}</source>
        <translation>{count} 次中不到 1 次</translation>
    </message>
    <message>
        <source>files of this kind are not read</source>
        <translation>不读取这类文件</translation>
    </message>
    <message>
        <source>float16 looks at each step&apos;s gradients before it is taken</source>
        <translation>使用 float16 时，每一步之前都要检查梯度</translation>
    </message>
    <message>
        <source>float16 scales each network&apos;s loss by itself and cannot be stacked.</source>
        <translation>float16 会分别缩放每个网络的损失，不能堆叠。</translation>
    </message>
    <message>
        <source>float32 is exact everywhere; tf32, bf16 and fp16 are faster where the device computes with them, and are refused where they would be slower. Weights stay float32.</source>
        <translation>float32 处处精确；tf32、bf16 和 fp16（混合精度）在设备支持时更快，会变慢时则不予采用。权重始终为 float32。</translation>
    </message>
    <message>
        <source>follows {above} with no activation between: together one layer</source>
        <translation>与 {above} 之间没有激活层，两层合起来只相当于一层</translation>
    </message>
    <message>
        <source>follows {above}, which has turned the logits into probabilities</source>
        <translation>跟在 {above} 之后，而它已把 logits 变为概率</translation>
    </message>
    <message>
        <source>from step {step} on</source>
        <translation>从第 {step} 步起</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>functions call each other too deep here; the call is left out</source>
        <translation>此处函数相互调用过深；该调用被略去</translation>
    </message>
    <message>
        <source>gives {norm} another variance while training than in use: put it behind</source>
        <translation>使 {norm} 在训练时与使用时的方差不同：请放在它之后</translation>
    </message>
    <message>
        <source>gradients in float16 need a CUDA GPU</source>
        <translation>float16 的梯度需要 CUDA GPU</translation>
    </message>
    <message>
        <source>has a bias that {norm} takes away again</source>
        <translation>的偏置会被 {norm} 再次消去</translation>
    </message>
    <message>
        <source>has {found} channels: the channels come first, before height and width</source>
        <translation>有 {found} 个通道：通道在前，其后是高和宽</translation>
    </message>
    <message>
        <source>has {found} links to its input, at most {expected} can be</source>
        <translation>的输入有 {found} 条连线，至多可有 {expected} 条</translation>
    </message>
    <message>
        <source>has {found} shares, expects {expected}: one for each input</source>
        <translation>有 {found} 个份额，需要 {expected} 个：每个输入一个</translation>
    </message>
    <message>
        <source>height×width×channels</source>
        <translation>高×宽×通道数</translation>
    </message>
    <message>
        <source>hides numbers between stacked layers only, and it has one layer</source>
        <translation>只隐藏叠放的层之间的数，而它只有一层</translation>
    </message>
    <message>
        <source>hides {found} % of the numbers: little is left to learn from</source>
        <translation>隐藏了 {found} % 的数：所剩无几，难以学习</translation>
    </message>
    <message>
        <source>holds most of {found} of weights, and only {expected} of memory are free</source>
        <translation>占了 {found} 权重中的大部分，而只有 {expected} 内存可用</translation>
    </message>
    <message>
        <source>holds most of {found} parameters, {share} for each of the {images} training images: the network can learn them by heart</source>
        <translation>占了 {found} 个参数中的大部分，{images} 张训练图像每张合 {share} 个：网络可能把它们死记下来</translation>
    </message>
    <message>
        <source>holds {source} twice</source>
        <translation>两次读取 {source}</translation>
    </message>
    <message>
        <source>how many layers are stacked is not known; one is taken</source>
        <translation>叠放多少层未知；取一层</translation>
    </message>
    <message>
        <source>if </source>
        <translation>若 </translation>
    </message>
    <message>
        <source>in the answer of {layer}</source>
        <translation>在 {layer} 的输出中</translation>
    </message>
    <message>
        <source>in the answer of {layer}, which reached {size}</source>
        <translation>在 {layer} 的输出中（已达 {size}）</translation>
    </message>
    <message>
        <source>in the figures of epoch {epoch}</source>
        <translation>在第 {epoch} 轮的数值上</translation>
    </message>
    <message>
        <source>in the gradient of {layer}</source>
        <translation>在 {layer} 的梯度中</translation>
    </message>
    <message>
        <source>in the test figures</source>
        <translation>在测试数值上</translation>
    </message>
    <message>
        <source>in the weights</source>
        <translation>在权重上</translation>
    </message>
    <message>
        <source>in the weights of {layer}</source>
        <translation>在 {layer} 的权重中</translation>
    </message>
    <message>
        <source>inside {block}: {layer} {problem}</source>
        <translation>在 {block} 内部：{layer} {problem}</translation>
    </message>
    <message>
        <source>is Sigmoid number {found} in a row: hardly any gradient passes so many</source>
        <translation>是连续第 {found} 个 Sigmoid：几乎没有梯度能通过这么多层</translation>
    </message>
    <message>
        <source>is a second Softmax: it flattens the probabilities</source>
        <translation>是第二个 Softmax，会把概率拉平</translation>
    </message>
    <message>
        <source>is frozen with all weights at 0, so nothing passes it</source>
        <translation>已冻结且权重全为 0，什么都通不过</translation>
    </message>
    <message>
        <source>is frozen with the random weights that it starts from</source>
        <translation>以开始时的随机权重被冻结</translation>
    </message>
    <message>
        <source>is no depthwise convolution</source>
        <translation>不是逐通道卷积</translation>
    </message>
    <message>
        <source>is part of a loop of links</source>
        <translation>处在连线构成的环路中</translation>
    </message>
    <message>
        <source>it cannot be read: {reason}</source>
        <translation>无法读取：{reason}</translation>
    </message>
    <message>
        <source>it does not hold the files that it lists ({name})</source>
        <translation>其内容与所列文件不符（{name}）</translation>
    </message>
    <message>
        <source>it has no label</source>
        <translation>没有标签</translation>
    </message>
    <message>
        <source>it has no pixels</source>
        <translation>没有像素</translation>
    </message>
    <message>
        <source>it has too many pixels</source>
        <translation>像素过多</translation>
    </message>
    <message>
        <source>it has {found} columns, expected {expected}</source>
        <translation>有 {found} 列，应为 {expected} 列</translation>
    </message>
    <message>
        <source>it has {found} million pixels, at most {most} million are read</source>
        <translation>有 {found} 百万像素，最多读取 {most} 百万</translation>
    </message>
    <message>
        <source>it has {frames} pictures, expected one</source>
        <translation>含 {frames} 幅画面，应为一幅</translation>
    </message>
    <message>
        <source>it holds no run, or was not written by Netwright</source>
        <translation>其中没有运行，或不是由 Netwright 写出的</translation>
    </message>
    <message>
        <source>it is complete, or no checkpoint of it was kept</source>
        <translation>它已完成，或没有保留检查点</translation>
    </message>
    <message>
        <source>it is damaged or cut off ({error})</source>
        <translation>文件已损坏或不完整（{error}）</translation>
    </message>
    <message>
        <source>it is damaged: {reason}</source>
        <translation>已损坏：{reason}</translation>
    </message>
    <message>
        <source>it is no image</source>
        <translation>不是图像</translation>
    </message>
    <message>
        <source>it is no list of settings</source>
        <translation>它不是设置列表</translation>
    </message>
    <message>
        <source>it is still training</source>
        <translation>它仍在训练</translation>
    </message>
    <message>
        <source>it is the same picture as {other}</source>
        <translation>与 {other} 是同一幅图像</translation>
    </message>
    <message>
        <source>it lies in no class’s folder</source>
        <translation>它不在任何类别的文件夹中</translation>
    </message>
    <message>
        <source>it names a place that no run has: {name}</source>
        <translation>其中有运行不会有的路径：{name}</translation>
    </message>
    <message>
        <source>it needs a CUDA GPU of the Ampere generation or newer</source>
        <translation>需要 Ampere 或更新一代的 CUDA GPU</translation>
    </message>
    <message>
        <source>it needs {size} MB, and {folder} has {free} MB left</source>
        <translation>需要 {size} MB，而 {folder} 只剩 {free} MB</translation>
    </message>
    <message>
        <source>it would unpack to {size} MB, as no run does</source>
        <translation>解压后将有 {size} MB，不可能是运行</translation>
    </message>
    <message>
        <source>its copies add up to more layers than any network needs</source>
        <translation>的副本加起来超过任何网络所需的层数</translation>
    </message>
    <message>
        <source>its grey values are fractions of unknown range</source>
        <translation>其灰度值是范围未知的小数</translation>
    </message>
    <message>
        <source>its list of files is damaged ({error})</source>
        <translation>其文件列表已损坏（{error}）</translation>
    </message>
    <message>
        <source>its patches overlap or leave gaps</source>
        <translation>的图块有重叠或间隙</translation>
    </message>
    <message>
        <source>last answers what is remembered at the end, sequence answers after every step.</source>
        <translation>last 给出最后所记住的，sequence 给出每一步的答案。</translation>
    </message>
    <message>
        <source>last blocks</source>
        <translation>最后几块</translation>
    </message>
    <message>
        <source>learns at 0 times the learning rate, so not at all</source>
        <translation>以 0 倍学习率学习，等于不学习</translation>
    </message>
    <message>
        <source>limits what the network can answer: its logits should be free numbers</source>
        <translation>会限制网络的答案，而对数几率的取值应当不受限制</translation>
    </message>
    <message>
        <source>links to other folders are not followed</source>
        <translation>不跟随指向其他文件夹的链接</translation>
    </message>
    <message>
        <source>makes its numbers add up to 1, so {reader} sees little of them: use ReLU inside</source>
        <translation>使各数之和为 1，{reader} 因此所见甚少：内部请用 ReLU</translation>
    </message>
    <message>
        <source>makes tokens whose order {attention} cannot see: add a positional embedding</source>
        <translation>产生的标记，{attention} 看不出其次序：请添加位置嵌入</translation>
    </message>
    <message>
        <source>makes {expected} numbers, receives {found}</source>
        <translation>产生 {expected} 个数，收到 {found}</translation>
    </message>
    <message>
        <source>makes {found} axes, at most {expected} can be</source>
        <translation>产生 {found} 个轴，至多可有 {expected} 个</translation>
    </message>
    <message>
        <source>measured here, a convolution&apos;s step takes {ratio} times as long</source>
        <translation>在本机实测，卷积的一步用时是原来的 {ratio} 倍</translation>
    </message>
    <message>
        <source>memory is too small for it</source>
        <translation>内存不足以读取</translation>
    </message>
    <message>
        <source>must end at axis {expected} or later, ends at {found}</source>
        <translation>必须在轴 {expected} 或其后结束，现在在 {found} 结束</translation>
    </message>
    <message>
        <source>nearest repeats each pixel; bilinear blends neighbours into each other.</source>
        <translation>nearest 重复每个像素；bilinear 使相邻像素相互混合。</translation>
    </message>
    <message>
        <source>nearly all</source>
        <translation>几乎每次</translation>
    </message>
    <message>
        <source>needs a multiple of {expected} numbers, receives {found}</source>
        <translation>需要 {expected} 的倍数个数，收到 {found}</translation>
    </message>
    <message>
        <source>needs a result of at least {expected} pixel a side, gets {found}</source>
        <translation>结果每边至少需要 {expected} 像素，得到 {found}</translation>
    </message>
    <message>
        <source>needs at least {expected} numbers in a group, receives {found}</source>
        <translation>每组至少需要 {expected} 个数，收到 {found}</translation>
    </message>
    <message>
        <source>needs at least {expected} pixels a side, receives {found}</source>
        <translation>边长至少需要 {expected} 像素，收到的是 {found}</translation>
    </message>
    <message>
        <source>needs at least {expected} pixels, receives an image {found}</source>
        <translation>至少需要 {expected} 像素，收到图像 {found}</translation>
    </message>
    <message>
        <source>needs most of the {found} that training takes, and only {expected} of memory are free: a smaller batch or layer would fit</source>
        <translation>占了训练所需 {found} 中的大部分，而只有 {expected} 内存可用：减小批或层即可容纳</translation>
    </message>
    <message>
        <source>needs several images in a batch, gets {found}: normalise each example instead</source>
        <translation>需要一批有多张图像，现有 {found} 张：请改为对每个样例归一化</translation>
    </message>
    <message>
        <source>needs {expected} inputs, only {found} connected</source>
        <translation>需要 {expected} 个输入，只连接了 {found} 个</translation>
    </message>
    <message>
        <source>no layer behind this padding can do it; an Identity stands in its place</source>
        <translation>其后没有层能完成这种填充；此处以恒等层（Identity）代替</translation>
    </message>
    <message>
        <source>none computes it exactly; tanh is the approximation that GPT-2 uses.</source>
        <translation>none 精确计算；tanh 是 GPT-2 所用的近似。</translation>
    </message>
    <message>
        <source>normalises once more what {above} has just normalised</source>
        <translation>把 {above} 刚归一化过的内容再次归一化</translation>
    </message>
    <message>
        <source>normalises {expected} dimensions, receives {found}</source>
        <translation>归一化 {expected} 维，收到 {found}</translation>
    </message>
    <message>
        <source>nothing is connected to its input</source>
        <translation>输入端没有连接任何层</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>one thread</source>
        <translation>1 个线程</translation>
    </message>
    <message>
        <source>orders {expected} axes, receives {found}</source>
        <translation>排列 {expected} 个轴，收到 {found}</translation>
    </message>
    <message>
        <source>padding may be at most half the window, {expected}, not {found}</source>
        <translation>填充至多为窗口的一半（{expected}），而不是 {found}</translation>
    </message>
    <message>
        <source>padding “same” needs stride {expected}, not {found}</source>
        <translation>填充为“same”时步幅须为 {expected}，不能是 {found}</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>pooling before activations</source>
        <translation>先池化后激活</translation>
    </message>
    <message>
        <source>pretrained</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>pruning needs validation accuracy or validation loss as only objective</source>
        <translation>剪枝要求唯一的目标是验证准确率或验证损失</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>reads {found}, which is not there</source>
        <translation>读取 {found}，但它不存在</translation>
    </message>
    <message>
        <source>receives mirrored digits or letters: most of them then are none any more, or another one (p, q)</source>
        <translation>收到翻转的数字或字母：它们大多不再是原来的字符，或变成另一个字符（如 p 与 q）</translation>
    </message>
    <message>
        <source>rows reads the image from top to bottom, columns from left to right.</source>
        <translation>rows 从上到下读图像，columns 从左到右读。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>starts with all weights at 0: its units learn the same, or nothing at all</source>
        <translation>以全 0 权重开始：各单元学到的相同，或什么也学不到</translation>
    </message>
    <message>
        <source>steps {found} px with a window of {expected}: it never sees what lies between</source>
        <translation>以 {expected} 的窗口每步走 {found} px：看不到中间的部分</translation>
    </message>
    <message>
        <source>steps×features</source>
        <translation>步×特征</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>takes step {found}, but there are only {expected}</source>
        <translation>取第 {found} 步，但只有 {expected} 步</translation>
    </message>
    <message>
        <source>tanh is steep around 0 and flat at both ends.</source>
        <translation>tanh 在 0 附近陡峭，在两端平坦。</translation>
    </message>
    <message>
        <source>tanh squeezes the sum between −1 and 1.</source>
        <translation>tanh 把和压缩到 −1 与 1 之间。</translation>
    </message>
    <message>
        <source>the answers of networks</source>
        <translation>各网络的回答</translation>
    </message>
    <message>
        <source>the argument {name} is not known</source>
        <translation>参数 {name} 未知</translation>
    </message>
    <message>
        <source>the argument {name}={value} is not known</source>
        <translation>参数 {name}={value} 未知</translation>
    </message>
    <message>
        <source>the arguments are not those of {kind}</source>
        <translation>这些参数不属于 {kind}</translation>
    </message>
    <message>
        <source>the batch comes first here, as with batch_first=True</source>
        <translation>此处批在最前，如同 batch_first=True</translation>
    </message>
    <message>
        <source>the batch stays first here, so that this exchange is left out</source>
        <translation>此处批始终在最前，因此略去这次交换</translation>
    </message>
    <message>
        <source>the check is left out</source>
        <translation>略去该检查</translation>
    </message>
    <message>
        <source>the code does not say how large its input is; {shape} is taken</source>
        <translation>代码没有说明输入的大小；取 {shape}</translation>
    </message>
    <message>
        <source>the code does not say what {name} is; {value} is taken</source>
        <translation>代码没有说明 {name} 是什么；取 {value}</translation>
    </message>
    <message>
        <source>the code expects rows of numbers; {layer} makes them of an image</source>
        <translation>代码需要若干行数；{layer} 由图像得到它们</translation>
    </message>
    <message>
        <source>the condition is not known; the branch that leaves is not taken</source>
        <translation>条件未知；不采用离开的分支</translation>
    </message>
    <message>
        <source>the condition is not known; the first branch is taken</source>
        <translation>条件未知；采用第一个分支</translation>
    </message>
    <message>
        <source>the extra border must be below the stride {expected}, not {found}</source>
        <translation>额外边缘必须小于步幅 {expected}，而不是 {found}</translation>
    </message>
    <message>
        <source>the file does not say how large the input is: 28×28×1 is taken</source>
        <translation>文件没有说明输入的大小：取 28×28×1</translation>
    </message>
    <message>
        <source>the folder has no images</source>
        <translation>该文件夹中没有图像</translation>
    </message>
    <message>
        <source>the images are read from the disk batch by batch</source>
        <translation>图像逐批从磁盘读取</translation>
    </message>
    <message>
        <source>the loop&apos;s condition is not known; it is left out</source>
        <translation>循环条件未知；已略去</translation>
    </message>
    <message>
        <source>the loss {loss} expects {expected} right before it, finds {found}</source>
        <translation>损失 {loss} 要求其前面为 {expected}，现为 {found}</translation>
    </message>
    <message>
        <source>the mask is left out: here every token sees all tokens</source>
        <translation>掩码已省略：此处每个词元都能看到所有词元</translation>
    </message>
    <message>
        <source>the memory format {found} is unknown</source>
        <translation>内存格式 {found} 未知</translation>
    </message>
    <message>
        <source>the network has {count} inputs, of which only {name} is taken</source>
        <translation>网络有 {count} 个输入，只取 {name}</translation>
    </message>
    <message>
        <source>the network has {count} outputs, of which only the first is taken</source>
        <translation>网络有 {count} 个输出，只取第一个</translation>
    </message>
    <message>
        <source>the optimizer {optimizer} counts its steps on the CPU</source>
        <translation>优化器 {optimizer} 在 CPU 上计步数</translation>
    </message>
    <message>
        <source>the output to the terminal is left out</source>
        <translation>略去向终端的输出</translation>
    </message>
    <message>
        <source>the rewrite {found} is unknown, expected are {expected}</source>
        <translation>改写 {found} 未知，应为 {expected}</translation>
    </message>
    <message>
        <source>the run&apos;s</source>
        <translation>同运行</translation>
    </message>
    <message>
        <source>the scores are divided by √{features} here, whatever the code does</source>
        <translation>无论代码怎么写，此处注意力分数都除以 √{features}</translation>
    </message>
    <message>
        <source>the sizes written here do not fit what arrives ({shape})</source>
        <translation>此处写的大小与到达的不符（{shape}）</translation>
    </message>
    <message>
        <source>the system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>the value of {name} is not known</source>
        <translation>{name} 的值未知</translation>
    </message>
    <message>
        <source>there is no block named {block}</source>
        <translation>没有名为 {block} 的块</translation>
    </message>
    <message>
        <source>there is no family {name}</source>
        <translation>没有 {name} 这个系列</translation>
    </message>
    <message>
        <source>there is no file {name}</source>
        <translation>没有文件 {name}</translation>
    </message>
    <message>
        <source>there is no layer for {kind}; an Identity stands in its place</source>
        <translation>没有与 {kind} 对应的层；以 Identity 代替</translation>
    </message>
    <message>
        <source>this GPU does not compute with bfloat16</source>
        <translation>此 GPU 不支持 bfloat16 计算</translation>
    </message>
    <message>
        <source>this attention has a Linear layer of its own behind it here</source>
        <translation>此处的注意力之后自带一个 Linear 层</translation>
    </message>
    <message>
        <source>this flattens the batch too; here each example stays by itself</source>
        <translation>这会把批也展平；此处每个样例保持独立</translation>
    </message>
    <message>
        <source>this part of a tensor is not understood; an Identity stands in its place</source>
        <translation>没有读懂张量的这一部分；以 Identity 代替</translation>
    </message>
    <message>
        <source>this processor has neither AVX512-BF16 nor AMX, and would be many times slower</source>
        <translation>此处理器既没有 AVX512-BF16 也没有 AMX，会慢许多倍</translation>
    </message>
    <message>
        <source>this {kind} is not understood; an Identity stands in its place</source>
        <translation>没有读懂这个 {kind}；以 Identity 代替</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>valid keeps the window inside the image; same adds zeros at the border so that the size stays; explicit adds as many as you say.</source>
        <translation>valid 使窗口保持在图像之内；same 在边缘补零使大小不变；explicit 补你指定的数量。</translation>
    </message>
    <message>
        <source>weights are not taken over: the network starts with fresh ones</source>
        <translation>权重不会被采用：网络以全新的权重开始</translation>
    </message>
    <message>
        <source>what is computed together has no time of its own</source>
        <translation>合并计算的试验没有各自的用时</translation>
    </message>
    <message>
        <source>what is not known is left out of the concatenation</source>
        <translation>拼接中略去未知的内容</translation>
    </message>
    <message>
        <source>what is unpacked here is not known; it is left out</source>
        <translation>此处解包的内容未知；已略去</translation>
    </message>
    <message>
        <source>what the loop goes over is not known; it is left out</source>
        <translation>循环所遍历的内容未知；已略去</translation>
    </message>
    <message>
        <source>what {name}.forward returns is not understood</source>
        <translation>没有读懂 {name}.forward 所返回的内容</translation>
    </message>
    <message>
        <source>with sigmoid: </source>
        <translation>用 Sigmoid：</translation>
    </message>
    <message>
        <source>with softmax: </source>
        <translation>用 Softmax：</translation>
    </message>
    <message>
        <source>without pixels that no layer uses</source>
        <translation>略去没有层用到的像素</translation>
    </message>
    <message>
        <source>works across the batch</source>
        <translation>跨越批进行运算</translation>
    </message>
    <message>
        <source>works on axis {found}, but there are only the axes {expected}</source>
        <translation>作用于轴 {found}，但只有轴 {expected}</translation>
    </message>
    <message>
        <source>z is the normalised sum of the token and its attention; the two Linear layers add f, and the sum is normalised once more, with the mean μ and the variance σ² of the token&apos;s numbers.</source>
        <translation>z 是词元与其注意力之和归一化后的值；两个 Linear 层加上 f，和再用该词元各数的均值 μ 与方差 σ² 归一化一次。</translation>
    </message>
    <message>
        <source>{accuracy} of {images} test images are recognised (95 % interval {low} to {high}).</source>
        <translation>{images} 张测试图像中识别正确 {accuracy}（95% 区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{better} and {worse} are equally good: both reach {high}.</source>
        <translation>{better} 与 {worse} 同样好：都达到 {high}。</translation>
    </message>
    <message>
        <source>{better} is better than {worse} by {points} points ({high} against {low}). Were both equally good, a difference this large would come by chance in {chance} comparisons.</source>
        <translation>{better} 比 {worse} 高 {points} 个百分点（{high} 对 {low}）。若两者同样好，这样大的差异在比较中因偶然出现：{chance}。</translation>
    </message>
    <message>
        <source>{column} is missing</source>
        <translation>缺少 {column}</translation>
    </message>
    <message>
        <source>{column} is no number: {found}</source>
        <translation>{column} 不是数字：{found}</translation>
    </message>
    <message>
        <source>{column} is too large: {found}</source>
        <translation>{column} 过大：{found}</translation>
    </message>
    <message>
        <source>{count} comparisons are made at once. The more there are, the more likely one looks large by chance alone, so each has to be clearer (Holm&apos;s correction); the best of many looks better than it is.</source>
        <translation>同时进行了 {count} 次比较。比较越多，就越可能有一次仅因偶然而显得很大，所以每一次都须更明显（霍尔姆校正）；众多之中最好的那个看起来会比实际更好。</translation>
    </message>
    <message>
        <source>{count} more: </source>
        <translation>另外 {count} 项：</translation>
    </message>
    <message>
        <source>{count} networks are trained together, as one computation.</source>
        <translation>{count} 个网络作为一次计算一起训练。</translation>
    </message>
    <message>
        <source>{count} numbers in each row cannot be a square image.</source>
        <translation>每行 {count} 个数值无法构成正方形图像。</translation>
    </message>
    <message>
        <source>{count} numbers in each row cannot be an image of {wanted}.</source>
        <translation>每行 {count} 个数值无法构成 {wanted} 的图像。</translation>
    </message>
    <message>
        <source>{count} threads</source>
        <translation>{count} 个线程</translation>
    </message>
    <message>
        <source>{count} trials failed and none succeeded, so the sweep stops: {reason}</source>
        <translation>{count} 次试验全部失败，超参搜索停止：{reason}</translation>
    </message>
    <message>
        <source>{damage} The run goes on from the one before, of step {step}.</source>
        <translation>{damage}运行从前一个检查点（第 {step} 步）继续。</translation>
    </message>
    <message>
        <source>{dataset} comes with Netwright.</source>
        <translation>{dataset} 随 Netwright 提供。</translation>
    </message>
    <message>
        <source>{dataset} is downloaded by the training where it is not there yet.</source>
        <translation>{dataset} 尚不存在时由训练下载。</translation>
    </message>
    <message>
        <source>{dataset} is downloaded there by the training; without the network “data get {name}” has to come before.</source>
        <translation>{dataset} 会由训练在那里下载；没有网络时须先执行 “data get {name}”。</translation>
    </message>
    <message>
        <source>{dataset} is here.</source>
        <translation>{dataset} 已在本机。</translation>
    </message>
    <message>
        <source>{dataset} is on this machine only: copy {folder} into Netwright&apos;s data there, too.</source>
        <translation>{dataset} 只在本机上：请把 {folder} 也复制到那里的 Netwright 数据中。</translation>
    </message>
    <message>
        <source>{dimension} cannot be so: {reason}.</source>
        <translation>{dimension} 不能这样设置：{reason}。</translation>
    </message>
    <message>
        <source>{dimension} cannot be {value}: {reason}.</source>
        <translation>{dimension} 不能为 {value}：{reason}。</translation>
    </message>
    <message>
        <source>{dimension} is no number: give choices instead of a range.</source>
        <translation>{dimension} 不是数字：请给出选项而不是范围。</translation>
    </message>
    <message>
        <source>{dimension} takes whole numbers: give whole numbers as range and step.</source>
        <translation>{dimension} 只接受整数：请用整数作为范围和步长。</translation>
    </message>
    <message>
        <source>{dimension}: a choice stands twice.</source>
        <translation>{dimension}：有一个选项出现了两次。</translation>
    </message>
    <message>
        <source>{dimension}: a logarithmic range begins above 0, found {low}.</source>
        <translation>{dimension}：对数范围的下限应大于 0，实际为 {low}。</translation>
    </message>
    <message>
        <source>{dimension}: a range is logarithmic or has a step, not both.</source>
        <translation>{dimension}：范围要么取对数，要么有步长，不能两者兼有。</translation>
    </message>
    <message>
        <source>{dimension}: expected 1 to {most} choices, found {found}.</source>
        <translation>{dimension}：应有 1 至 {most} 个选项，实际为 {found} 个。</translation>
    </message>
    <message>
        <source>{dimension}: expected a range from low to high, found {low} to {high}.</source>
        <translation>{dimension}：范围应从小到大，实际为 {low} 至 {high}。</translation>
    </message>
    <message>
        <source>{dimension}: expected a range such as 0.001..0.1 log or 8..64 step 8, of whole numbers where the field takes those, found “{found}”.</source>
        <translation>{dimension}：应为形如 0.001..0.1 log 或 8..64 step 8 的范围，只接受整数之处须为整数，实际为“{found}”。</translation>
    </message>
    <message>
        <source>{dimension}: expected a step above 0, found {step}.</source>
        <translation>{dimension}：步长应大于 0，实际为 {step}。</translation>
    </message>
    <message>
        <source>{dimension}: expected choices that are plain values.</source>
        <translation>{dimension}：选项应为简单的值。</translation>
    </message>
    <message>
        <source>{dimension}: expected low and high, perhaps with step or log, or a list of choices.</source>
        <translation>{dimension}：应给出 low 和 high（可加 step 或 log），或一组选项。</translation>
    </message>
    <message>
        <source>{dimension}: expected numbers for low, high and step.</source>
        <translation>{dimension}：下限、上限和步长应为数字。</translation>
    </message>
    <message>
        <source>{dimension}: expected the kind integer or real.</source>
        <translation>{dimension}：类型应为 integer 或 real。</translation>
    </message>
    <message>
        <source>{dimension}: expected whole numbers for low, high and step.</source>
        <translation>{dimension}：下限、上限和步长应为整数。</translation>
    </message>
    <message>
        <source>{dimension}: there is no block “{block}”; known are {known}.</source>
        <translation>{dimension}：没有块“{block}”；已有 {known}。</translation>
    </message>
    <message>
        <source>{dimension}: there is no layer “{layer}”; the layers are {known}.</source>
        <translation>{dimension}：没有层“{layer}”；已有的层为 {known}。</translation>
    </message>
    <message>
        <source>{dimension}: there is no “{field}”; known are {known}.</source>
        <translation>{dimension}：没有“{field}”；已有 {known}。</translation>
    </message>
    <message>
        <source>{done} of {count} runs are complete.</source>
        <translation>{count} 次运行中已完成 {done} 次。</translation>
    </message>
    <message>
        <source>{error}</source>
        <translation>{error}</translation>
    </message>
    <message>
        <source>{expected} groups do not divide {found} channels evenly</source>
        <translation>{expected} 组不能整除 {found} 个通道</translation>
    </message>
    <message>
        <source>{expected} heads do not divide {found} features evenly</source>
        <translation>{expected} 个头不能整除 {found} 个特征</translation>
    </message>
    <message>
        <source>{family} takes images of {expected}×{expected} pixels, receives {found}</source>
        <translation>{family} 需要 {expected}×{expected} 像素的图像，收到 {found}</translation>
    </message>
    <message>
        <source>{field} changes pixels, but the examples of {dataset} are no images: each is {count} numbers.</source>
        <translation>{field} 会改变像素，但 {dataset} 的样本不是图像：每个样本是 {count} 个数。</translation>
    </message>
    <message>
        <source>{file} cannot be imported: {reason}.</source>
        <translation>无法导入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be shown: {reason}.</source>
        <translation>无法显示 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be used: {reason}.</source>
        <translation>{file} 无法使用：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} has version {found}, this program reads version {expected}.</source>
        <translation>{file} 的版本是 {found}，本程序只能读取版本 {expected}。</translation>
    </message>
    <message>
        <source>{file} has version {found}, this program reads versions up to {expected}.</source>
        <translation>{file} 的版本为 {found}，本程序最高可读版本 {expected}。</translation>
    </message>
    <message>
        <source>{file} holds no Keras network that can be opened ({reason}).</source>
        <translation>{file} 不含可打开的 Keras 网络（{reason}）。</translation>
    </message>
    <message>
        <source>{file} holds no ONNX network that can be opened ({reason}).</source>
        <translation>{file} 不含可打开的 ONNX 网络（{reason}）。</translation>
    </message>
    <message>
        <source>{file} is damaged: {reason}.</source>
        <translation>{file} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>{file} is larger than any network&apos;s code.</source>
        <translation>{file} 比任何网络的代码都大。</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB, which no project is.</source>
        <translation>{file} 超过 {most} MB，项目不会有这么大。</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB, which no search space is.</source>
        <translation>{file} 大于 {most} MB，不可能是搜索空间。</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB.</source>
        <translation>{file} 大于 {most} MB。</translation>
    </message>
    <message>
        <source>{file} is missing.</source>
        <translation>缺少 {file}。</translation>
    </message>
    <message>
        <source>{file} is no file of the format “{expected}”.</source>
        <translation>{file} 不是“{expected}”格式的文件。</translation>
    </message>
    <message>
        <source>{file} is no file that holds a network.</source>
        <translation>{file} 不是含有网络的文件。</translation>
    </message>
    <message>
        <source>{file} is not a run&apos;s metadata: expected the format “{expected}”.</source>
        <translation>{file} 不是运行的元数据：格式应为“{expected}”。</translation>
    </message>
    <message>
        <source>{first} and {second} learned from different data: their accuracies cannot be set against each other.</source>
        <translation>{first} 和 {second} 从不同的数据学习：两者的准确率不能相互比较。</translation>
    </message>
    <message>
        <source>{first} was tested on {images} images of {dataset}, {second} on {others} of {other}: their accuracies cannot be set against each other.</source>
        <translation>{first} 是在 {dataset} 的 {images} 张图像上测试的，{second} 是在 {other} 的 {others} 张上：两者的准确率不能相互比较。</translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{fix}, in a block of its own</source>
        <translation>{fix}，作为一个独立的块</translation>
    </message>
    <message>
        <source>{folder} is not a run&apos;s folder and is left alone.</source>
        <translation>{folder} 不是运行的文件夹，未作改动。</translation>
    </message>
    <message>
        <source>{folder} is not a sweep&apos;s folder and is left alone.</source>
        <translation>{folder} 不是超参搜索的文件夹，未作改动。</translation>
    </message>
    <message>
        <source>{found} is no number of threads</source>
        <translation>{found} 不是有效的线程数</translation>
    </message>
    <message>
        <source>{group}: expected at least two complete runs of different seeds with a test accuracy, found {count}.</source>
        <translation>{group}：应有至少两次种子不同、已完成且有测试准确率的运行，实际为 {count} 次。</translation>
    </message>
    <message>
        <source>{group}: {mean} ± {spread} points over {count} seeds.</source>
        <translation>{group}：{count} 个种子，{mean} ± {spread} 个百分点。</translation>
    </message>
    <message>
        <source>{host}, which trains the run, has given no sign of life for a minute.</source>
        <translation>正在训练该运行的 {host} 已有一分钟没有动静。</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{kind} has no forward; an Identity stands in its place</source>
        <translation>{kind} 没有 forward；以 Identity 代替</translation>
    </message>
    <message>
        <source>{kind} is not known; an Identity stands in its place</source>
        <translation>{kind} 未知；以 Identity 代替</translation>
    </message>
    <message>
        <source>{kind} of an attention&apos;s scores is left out: the layer has none</source>
        <translation>注意力分数的 {kind} 已省略：该层没有这一项</translation>
    </message>
    <message>
        <source>{kind} reads {most} at most; the other arguments are left out</source>
        <translation>{kind} 至多读取 {most} 个；略去其他参数</translation>
    </message>
    <message>
        <source>{kind} takes fewer arguments</source>
        <translation>{kind} 的参数没有这么多</translation>
    </message>
    <message>
        <source>{kind}: {reason}</source>
        <translation>{kind}：{reason}</translation>
    </message>
    <message>
        <source>{kind}: {reason}; it is left out</source>
        <translation>{kind}：{reason}；已略去</translation>
    </message>
    <message>
        <source>{layer} draws random numbers within itself and cannot be stacked.</source>
        <translation>{layer} 在自身内部抽取随机数，不能堆叠。</translation>
    </message>
    <message>
        <source>{layer} is frozen in some networks only.</source>
        <translation>{layer} 只在部分网络中被冻结。</translation>
    </message>
    <message>
        <source>{layer} starts from the weights of a run, which a script does not have.</source>
        <translation>{layer} 从某次运行的权重开始，而脚本没有这些权重。</translation>
    </message>
    <message>
        <source>{layer} takes its first weights from the run {run}, which has {found} for it.</source>
        <translation>{layer} 的初始权重取自运行 {run}，而其中对应的是 {found}。</translation>
    </message>
    <message>
        <source>{mean} ± {deviation} of the images that were kept aside are right (mean and deviation of {count} folds; 95 % interval of the mean {low} to {high}).</source>
        <translation>留出的图像正确率为 {mean} ± {deviation}（{count} 折的均值与标准差；均值的 95 % 区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{mean} ± {deviation} right (mean and deviation of {count} seeds; 95 % interval of the mean {low} to {high}).</source>
        <translation>正确率 {mean} ± {deviation}（{count} 个种子的均值与标准差；均值的 95 % 区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{mean} ± {deviation} right by each of the {count} members alone (95 % interval of the mean {low} to {high}).</source>
        <translation>{count} 个成员各自的正确率为 {mean} ± {deviation}（均值的 95 % 区间 {low} 至 {high}）。</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 和另外 {more} 个</translation>
    </message>
    <message>
        <source>{name} cannot be unpacked into {folder}: {reason}.</source>
        <translation>{name} 无法解压到 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{name} does not say its encoding; it is read as {encoding}, which is a guess.</source>
        <translation>{name} 没有注明编码；按 {encoding} 读取，这只是猜测。</translation>
    </message>
    <message>
        <source>{name} has no column “{column}” for the labels: expected one of {known}.</source>
        <translation>{name} 中没有标签列“{column}”：应为以下之一：{known}。</translation>
    </message>
    <message>
        <source>{name} in it is not what was exported</source>
        <translation>其中的 {name} 与导出时不同</translation>
    </message>
    <message>
        <source>{name} is left out</source>
        <translation>略去 {name}</translation>
    </message>
    <message>
        <source>{name} is no block.</source>
        <translation>{name} 不是块。</translation>
    </message>
    <message>
        <source>{name} is not in the encoding {encoding}: {reason}.</source>
        <translation>{name} 的编码不是 {encoding}：{reason}。</translation>
    </message>
    <message>
        <source>{name} is used again with the same weights; here each use has its own</source>
        <translation>{name} 以同样的权重再次使用；此处每次使用各有自己的权重</translation>
    </message>
    <message>
        <source>{name} reads what would come after it; this move would close a loop.</source>
        <translation>{name} 读取了会排在它之后的层；这样移动会形成环。</translation>
    </message>
    <message>
        <source>{name} was {then}, here it is {now}.</source>
        <translation>{name} 原为 {then}，这里为 {now}。</translation>
    </message>
    <message>
        <source>{name} would unpack to {files} files of {size} GB.</source>
        <translation>{name} 解压后将有 {files} 个文件、{size} GB。</translation>
    </message>
    <message>
        <source>{name}.forward returns {count} values; only the first is the output</source>
        <translation>{name}.forward 返回 {count} 个值；只有第一个是输出</translation>
    </message>
    <message>
        <source>{name}: Keras flattens with the channels last, here they come first</source>
        <translation>{name}：Keras 展平时通道在后，此处通道在前</translation>
    </message>
    <message>
        <source>{name}: Keras pads strided windows from the right, here both sides are padded</source>
        <translation>{name}：Keras 对带步幅的窗口从右侧填充，此处两侧都填充</translation>
    </message>
    <message>
        <source>{name}: axes of size 1 are kept</source>
        <translation>{name}：保留大小为 1 的轴</translation>
    </message>
    <message>
        <source>{name}: expected a header of {expected} bytes, found only {found} bytes.</source>
        <translation>{name}：文件头应为 {expected} 字节，实际只有 {found} 字节。</translation>
    </message>
    <message>
        <source>{name}: expected a number of seconds, found “{found}”.</source>
        <translation>{name}：应为秒数，实际为“{found}”。</translation>
    </message>
    <message>
        <source>{name}: expected a whole number, found “{found}”.</source>
        <translation>{name}：应为整数，实际为“{found}”。</translation>
    </message>
    <message>
        <source>{name}: expected an IDX file that starts with {expected}, found {found}.</source>
        <translation>{name}：应为以 {expected} 开头的 IDX 文件，实际开头是 {found}。</translation>
    </message>
    <message>
        <source>{name}: expected an IDX file, found only {found} bytes.</source>
        <translation>{name}：应为 IDX 文件，实际只有 {found} 字节。</translation>
    </message>
    <message>
        <source>{name}: expected arrays such as {expected}, found {found}.</source>
        <translation>{name}：应含 {expected} 之类的数组，实际为 {found}。</translation>
    </message>
    <message>
        <source>{name}: expected as many features in each part, found {found}.</source>
        <translation>{name}：各部分的特征数应相同，实为 {found}。</translation>
    </message>
    <message>
        <source>{name}: expected columns separated by commas, found {found} column.</source>
        <translation>{name}：应为以逗号分隔的列，只找到 {found} 列。</translation>
    </message>
    <message>
        <source>{name}: expected several arrays (.npz).</source>
        <translation>{name}：应含多个数组（.npz）。</translation>
    </message>
    <message>
        <source>{name}: expected the columns {expected}, found {found}.</source>
        <translation>{name}：应有列 {expected}，实为 {found}。</translation>
    </message>
    <message>
        <source>{name}: expected {array} to be an array, found other data.</source>
        <translation>{name}：{array} 应为数组，实际是其他数据。</translation>
    </message>
    <message>
        <source>{name}: expected {expected} bytes for {shape} values, found {found} bytes.</source>
        <translation>{name}：{shape} 个值应占 {expected} 字节，实际为 {found} 字节。</translation>
    </message>
    <message>
        <source>{name}: one side is padded by a pixel more in the file, here both are</source>
        <translation>{name}：文件中一侧多填充一个像素，此处两侧都多填充</translation>
    </message>
    <message>
        <source>{name}: pixels are normalised by the dataset here, so it is left out</source>
        <translation>{name}：此处像素由数据集归一化，因此略去</translation>
    </message>
    <message>
        <source>{name}: the array {array} is larger than {most} GB.</source>
        <translation>{name}：数组 {array} 大于 {most} GB。</translation>
    </message>
    <message>
        <source>{name}: the border counts as zeros in the mean here</source>
        <translation>{name}：此处边界按零计入平均值</translation>
    </message>
    <message>
        <source>{name}: the heads share the features here, key_dim is left out</source>
        <translation>{name}：此处各头平分特征，key_dim 已省略</translation>
    </message>
    <message>
        <source>{name}: there is no layer for {what}; an Identity stands in its place</source>
        <translation>{name}：没有与 {what} 对应的层；以 Identity 代替</translation>
    </message>
    <message>
        <source>{name}={value} differs between height and width</source>
        <translation>{name}={value} 的高和宽不同</translation>
    </message>
    <message>
        <source>{name}={value} is no size</source>
        <translation>{name}={value} 不是大小</translation>
    </message>
    <message>
        <source>{part} of {count}</source>
        <translation>{count} 次中的 {part} 次</translation>
    </message>
    <message>
        <source>{percent} % of the answers of {layer} are at the flat ends of its curve.</source>
        <translation>{layer} 的输出有 {percent} % 已饱和，处于曲线的平坦两端。</translation>
    </message>
    <message>
        <source>{percent} % of the units of {layer} answer 0 to every image of the batch.</source>
        <translation>{layer} 有 {percent} % 的死亡单元：对这一批的每张图像都输出 0。</translation>
    </message>
    <message>
        <source>{place}: BlockInput layers belong inside a block.</source>
        <translation>{place}：BlockInput 层应在块的内部。</translation>
    </message>
    <message>
        <source>{place}: PyTorch code uses “{name}” for something else. Try “{other}”.</source>
        <translation>{place}：PyTorch 代码中“{name}”另有用途。可以用“{other}”。</translation>
    </message>
    <message>
        <source>{place}: a block has BlockInput layers and exactly one Output.</source>
        <translation>{place}：块应有 BlockInput 层和恰好一个 Output。</translation>
    </message>
    <message>
        <source>{place}: a block has at most {most} ports.</source>
        <translation>{place}：一个块至多有 {most} 个端口。</translation>
    </message>
    <message>
        <source>{place}: copies of copies make more than {most} layers.</source>
        <translation>{place}：层层复制超过了 {most} 层。</translation>
    </message>
    <message>
        <source>{place}: expected a block with name and layers.</source>
        <translation>{place}：应为带名称和层的块。</translation>
    </message>
    <message>
        <source>{place}: expected a layer with id, type, params and inputs.</source>
        <translation>{place}：应为带有 id、type、params 和 inputs 的层。</translation>
    </message>
    <message>
        <source>{place}: expected a list of blocks.</source>
        <translation>{place}：应为块的列表。</translation>
    </message>
    <message>
        <source>{place}: expected a list of layers.</source>
        <translation>{place}：应为层的列表。</translation>
    </message>
    <message>
        <source>{place}: expected a text.</source>
        <translation>{place}：应为文本。</translation>
    </message>
    <message>
        <source>{place}: expected {name} to be {expected}, found {found}.</source>
        <translation>{place}：{name} 应为 {expected}，实际为 {found}。</translation>
    </message>
    <message>
        <source>{place}: inputs must be a list of layer ids.</source>
        <translation>{place}：inputs 必须是层 id 的列表。</translation>
    </message>
    <message>
        <source>{place}: reads the output, which nothing can.</source>
        <translation>{place}：读取了输出，而输出不能被读取。</translation>
    </message>
    <message>
        <source>{place}: reads the same layer twice.</source>
        <translation>{place}：两次读取同一层。</translation>
    </message>
    <message>
        <source>{place}: reads “{source}”, which is not there.</source>
        <translation>{place}：要读取的“{source}”不存在。</translation>
    </message>
    <message>
        <source>{place}: the block {name} contains itself.</source>
        <translation>{place}：块 {name} 包含了自身。</translation>
    </message>
    <message>
        <source>{place}: the block {name} is used but not defined.</source>
        <translation>{place}：使用了块 {name}，但没有定义。</translation>
    </message>
    <message>
        <source>{place}: the block&apos;s name must be one of letters and digits, found {found}.</source>
        <translation>{place}：块的名称应由字母和数字组成，现为 {found}。</translation>
    </message>
    <message>
        <source>{place}: the id must be a name of letters and digits, found {found}.</source>
        <translation>{place}：id 必须是由字母和数字组成的名称，实际为 {found}。</translation>
    </message>
    <message>
        <source>{place}: the links form a loop through {loop}.</source>
        <translation>{place}：连线构成了经过 {loop} 的环路。</translation>
    </message>
    <message>
        <source>{place}: two blocks have the same name.</source>
        <translation>{place}：两个块同名。</translation>
    </message>
    <message>
        <source>{place}: two layers have the same id.</source>
        <translation>{place}：有两个层的 id 相同。</translation>
    </message>
    <message>
        <source>{place}: {found} layers, at most {most} can be opened.</source>
        <translation>{place}：有 {found} 个层，最多只能打开 {most} 个。</translation>
    </message>
    <message>
        <source>{place}: {reason}</source>
        <translation>{place}：{reason}</translation>
    </message>
    <message>
        <source>{place}: {reason}.</source>
        <translation>{place}：{reason}。</translation>
    </message>
    <message>
        <source>{processes} processes would help: a step takes {one} ms alone, and {compute} ms to compute and {add} ms to add up {megabytes} MB of gradients together, {times} times as fast.</source>
        <translation>{processes} 个进程会有帮助：单独一步需 {one} 毫秒；一起则计算需 {compute} 毫秒，把 {megabytes} MB 梯度相加需 {add} 毫秒，速度为 {times} 倍。</translation>
    </message>
    <message>
        <source>{run} has no weights: it ended before its first epoch.</source>
        <translation>{run} 没有权重：它在第一轮结束之前就停止了。</translation>
    </message>
    <message>
        <source>{run} is one run and cannot be set against the mean of several seeds: repeat it with other seeds, or compare run by run.</source>
        <translation>{run} 只是一次运行，不能与多个种子的平均值比较：请用其他种子重复它，或逐次运行比较。</translation>
    </message>
    <message>
        <source>{run} is still training; it can be compared when it has ended.</source>
        <translation>{run} 仍在训练，结束后才能比较。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{target} already leads to {source}; this link would close a loop.</source>
        <translation>{target} 已经通向 {source}；这条连线会构成环路。</translation>
    </message>
    <message>
        <source>{target} already reads {source}.</source>
        <translation>{target} 已经读取 {source}。</translation>
    </message>
    <message>
        <source>{title} cannot be written to {folder}: {reason}.</source>
        <translation>无法将 {title} 写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{title} did not come: {url} answers «{status}».</source>
        <translation>未能取得 {title}：{url} 的应答为“{status}”。</translation>
    </message>
    <message>
        <source>{title} did not come: {url} cannot be reached ({reason}).</source>
        <translation>未能取得 {title}：无法连接 {url}（{reason}）。</translation>
    </message>
    <message>
        <source>{truth}, taken for {answer}</source>
        <translation>{truth}，被认作 {answer}</translation>
    </message>
    <message>
        <source>{what} is not the same for all: {first} and {second}.</source>
        <translation>{what}并非全部相同：{first} 和 {second}。</translation>
    </message>
    <message>
        <source>μ and σ² are the mean and the variance of channel {channel} over the batches of the training, kept for use; γ and β are learned, and let the network undo it.</source>
        <translation>μ 和 σ² 是训练批次中通道 {channel} 的均值和方差，保存下来供使用；γ 和 β 由学习得到，使网络可以撤销归一化。</translation>
    </message>
    <message>
        <source>μ and σ² are the mean and the variance of {count} numbers of this example; γ and β are learned, and let the network undo it.</source>
        <translation>μ 和 σ² 是这个样本中 {count} 个数的均值和方差；γ 和 β 由学习得到，使网络可以撤销归一化。</translation>
    </message>
    <message>
        <source>“if not self.training” is left out: what is computed in use stands here</source>
        <translation>“if not self.training”已省略：此处保留使用时所做的计算</translation>
    </message>
    <message>
        <source>“if self.training” is left out: the layers in it always stand here</source>
        <translation>略去“if self.training”：其中的层始终在此</translation>
    </message>
    <message>
        <source>“netwright data get {name}” brings it; a training on it does, too. Files that you have are found in ~/data or in the folders that NETWRIGHT_DATA names.</source>
        <translation>运行“netwright data get {name}”即可取得；用它训练时也会自动取得。您已有的文件会在 ~/data 或 NETWRIGHT_DATA 指定的文件夹中查找。</translation>
    </message>
    <message>
        <source>“{address}” is no storage: expected postgresql://user@host/database, grpc://host:port, or a file that all machines see.</source>
        <translation>“{address}”不是存储地址：应为 postgresql://user@host/database、grpc://host:port，或所有机器都能访问的文件。</translation>
    </message>
    <message>
        <source>“{name} {operator} {value}” cannot be understood: expected a number.</source>
        <translation>无法理解“{name} {operator} {value}”：应为数字。</translation>
    </message>
    <message>
        <source>“{name}” is a word of the language Python.</source>
        <translation>“{name}”是 Python 语言的保留字。</translation>
    </message>
    <message>
        <source>“{name}” is no name for a block: use letters, digits and _ only.</source>
        <translation>“{name}”不能作块的名称：请只用字母、数字和 _。</translation>
    </message>
    <message>
        <source>“{name}” is no name: use letters, digits and _ only, no digit first.</source>
        <translation>“{name}”不能作名称：请只用字母、数字和 _，且不以数字开头。</translation>
    </message>
    <message>
        <source>… and shrinks as another one&apos;s sum grows, for all shares together are 1.</source>
        <translation>……而随别的和增大而减小，因为所有份额合计为 1。</translation>
    </message>
</context>
</TS>
